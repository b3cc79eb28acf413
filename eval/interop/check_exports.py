"""Loads every export with the tools it is for and compares what they see with the records.

    python3 check_exports.py DATELINE RECORDS.jsonl [--require]

DATELINE is the program, RECORDS.jsonl what `dateline read --format jsonl` wrote. Formats that the standard library reads
(CSV, tab-separated, JSON, XML) are always checked. Tools that are not installed are named and passed over, or are an
error with --require:

    pip install pandas pyarrow networkx geopandas rdflib brat-peek unidecode seaborn conllu
"""

import argparse
import contextlib
import csv
import importlib.util
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

EVERYTHING = ["--voices", "all", "--status", "all"]
TERMS = "urn:dateline:terms#"


class Exports:
    """The records, and what each format makes of them."""

    def __init__(self, program, records, folder):
        self.program = program
        self.path = records
        self.folder = pathlib.Path(folder)
        lines = pathlib.Path(records).read_text(encoding="utf-8").splitlines()
        self.records = [json.loads(line) for line in lines if line.strip()]
        self.events = [(record, event) for record in self.records for event in record["events"]]
        assert self.events, "no event in the records: nothing can be compared"

    def file(self, name, *options):
        """The path of an export."""
        path = self.folder / "-".join([name, *(option.strip("-") for option in options)])
        if not path.exists():
            command = [self.program, "export", "--format", name, "--output", path, *options, self.path]
            subprocess.run(command, check=True, capture_output=True)
        return path

    def of_the_reporter(self):
        """The events that the field's own formats take by default."""
        return [event for _, event in self.events if not event["voice"] and event["status"] == "actual"]

    def ids(self):
        return [f"{record['report']['id']}#{event['id']}" for record, event in self.events]


def csv_by_the_standard_library(exports):
    with open(exports.file("csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [f"{row['report']}#{row['event']}" for row in rows] == exports.ids()
    assert [row["status"] for row in rows] == [event["status"] for _, event in exports.events]
    for row, (_, event) in zip(rows, exports.events):
        assert (row["voice"] == "(reporter)") == (not event["voice"]), row["voice"]


def json_by_the_standard_library(exports):
    lines = exports.file("plover").read_text(encoding="utf-8").split("\n")[:-1]
    events = [json.loads(line) for line in lines]
    assert [event["id"] for event in events] == exports.ids()
    assert [len(event["voice"]) for event in events] == [len(event["voice"]) for _, event in exports.events]
    features = json.loads(exports.file("geojson").read_text(encoding="utf-8"))
    assert features["type"] == "FeatureCollection" and len(features["features"]) == len(exports.events)
    page = json.loads(exports.file("web-annotation").read_text(encoding="utf-8"))
    texts = {record["report"]["id"]: record["text"] for record in exports.records}
    assert page["type"] == "AnnotationPage"
    quotes = 0
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation" and annotation["body"] and annotation["target"]
        for target in annotation["target"]:
            if "selector" in target:
                position, quote = target["selector"]
                name = target["source"].removeprefix("urn:dateline:report:")
                if name in texts:
                    assert texts[name][position["start"]:position["end"]] == quote["exact"]
                    quotes += 1
    assert quotes, "no annotation points at its words"


def xml_by_the_standard_library(exports):
    graphml = xml.parse(exports.file("graphml")).getroot()
    gexf = xml.parse(exports.file("gexf")).getroot()
    for name in ("node", "edge"):
        ids = [element.get("id") for element in graphml.iter(f"{{http://graphml.graphdrawing.org/xmlns}}{name}")]
        assert ids and len(set(ids)) == len(ids), f"{name} without an id of its own"
        others = [element.get("id") for element in gexf.iter(f"{{http://www.gexf.net/1.2draft}}{name}")]
        assert ids == others, f"GraphML and GEXF have other {name}s"


def tables_in_pandas(exports):
    import pandas

    everything = pandas.read_csv(exports.file("csv"), parse_dates=["day"])
    assert len(everything) == len(exports.events) and everything["score"].dtype == float
    polecat = pandas.read_csv(exports.file("polecat"), sep="\t")
    assert polecat.shape == (len(exports.of_the_reporter()), 40), polecat.shape
    assert list(polecat["Event Type"]) == [event["type"] for event in exports.of_the_reporter()]
    assert polecat["Intensity"].dtype == float, "POLECAT's None is no number"
    polecat = pandas.read_csv(exports.file("polecat", *EVERYTHING), sep="\t")
    assert list(polecat["Status"]) == [event["status"] for _, event in exports.events]
    # As the R package icews reads it: no quotation marks, whole numbers of 32 bits.
    types = {"Event ID": "int32", "Story ID": "int32", "Sentence Number": "Int32", "CAMEO Code": str}
    icews = pandas.read_csv(
        exports.file("icews"), sep="\t", quoting=csv.QUOTE_NONE, dtype=types, parse_dates=["Event Date"]
    )
    assert icews.shape[1] == 20 and icews["Event ID"].nunique() == len(exports.of_the_reporter())
    folder = exports.file("gdelt")
    text = {26: str, 27: str, 28: str}
    events = pandas.read_csv(folder / "dateline.export.CSV", sep="\t", header=None, dtype=text)
    mentions = pandas.read_csv(folder / "dateline.mentions.CSV", sep="\t", header=None)
    assert events.shape[1] == 61 and mentions.shape[1] == 16
    assert events[0].dtype == "int64" and events[0].is_unique
    assert list(events[0]) == list(mentions[0]), "a mention without its event"
    assert mentions[15].str.contains("status=actual").all()


def tables_in_pyarrow(exports):
    from pyarrow import parquet

    flat = parquet.read_table(exports.file("parquet"))
    assert flat.num_rows == len(exports.events)
    assert flat.column("status").to_pylist() == [event["status"] for _, event in exports.events]
    nested = parquet.read_table(exports.file("parquet-nested")).to_pylist()
    assert nested == exports.records, "the nested table is not the records"


def graphs_in_networkx(exports):
    import networkx

    graphml = networkx.read_graphml(exports.file("graphml"), force_multigraph=True)
    gexf = networkx.read_gexf(exports.file("gexf"))
    assert graphml.is_directed() and graphml.number_of_edges() > 0
    assert graphml.number_of_nodes() == gexf.number_of_nodes()
    assert graphml.number_of_edges() == gexf.number_of_edges()
    for _, _, edge in graphml.edges(data=True):
        assert edge["status"] and edge["voice"] and edge["sides"]
        assert isinstance(edge["confidence"], float) and isinstance(edge["historical"], bool)
    assert any("start" in edge for _, _, edge in gexf.edges(data=True)) == any(
        "day" in edge for _, _, edge in graphml.edges(data=True)
    )


def places_in_geopandas(exports):
    import geopandas

    frame = geopandas.read_file(exports.file("geojson"))
    assert len(frame) == len(exports.events)
    assert frame.crs.to_epsg() == 4326
    places = {(record["report"]["id"], entity["id"]): entity["place"]
              for record in exports.records for entity in record["entities"]}
    for (record, event), point in zip(exports.events, frame.geometry):
        entity = event["place"] and event["place"]["entity"]
        place = places.get((record["report"]["id"], entity))
        assert (place is None) == (point is None)
        assert place is None or (point.x, point.y) == (place["lon"], place["lat"])


def quads_in_rdflib(exports):
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(exports.file("nquads"), format="nquads")
    term = rdflib.URIRef
    # A file may hold the same report twice; the same statement stands once.
    assert len({graph for _, _, _, graph in dataset.quads()}) == len({r["report"]["id"] for r in exports.records})
    event = term("http://semanticweb.cs.vu.nl/2009/11/sem/Event")
    kind = rdflib.RDF.type
    events = {subject for subject, _, _, _ in dataset.quads((None, kind, event, None))}
    assert len(events) == len(set(exports.ids()))
    for subject in events:
        for fact in ("status", "voice"):
            found = list(dataset.quads((subject, term(TERMS + fact), None, None)))
            assert len(found) == 1, f"{subject} has {len(found)} of {fact}"


def annotations_in_rdflib(exports):
    import rdflib

    # rdflib would fetch the context of the standard; these are its terms that the export uses.
    page = json.loads(exports.file("web-annotation").read_text(encoding="utf-8"))
    oa = "http://www.w3.org/ns/oa#"
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    page["@context"][0] = {
        "id": "@id", "type": "@type", "@vocab": oa,
        "items": "urn:items", "body": oa + "hasBody", "target": oa + "hasTarget",
        "source": {"@id": oa + "hasSource", "@type": "@id"}, "selector": oa + "hasSelector",
        "scope": {"@id": oa + "hasScope", "@type": "@id"}, "value": "urn:value",
    }
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(page), format="json-ld")
    statuses = list(graph.subject_objects(rdflib.URIRef(TERMS + "status")))
    assert len(statuses) == len(set(exports.ids()))
    voices = {subject for subject, _ in graph.subject_objects(rdflib.URIRef(TERMS + "voice"))}
    assert {subject for subject, _ in statuses} <= voices, "an event without its voice"


def stand_off_in_brat_peek(exports):
    from peek import AnnCorpus

    folder = exports.file("brat")
    # It tells of every line of coreference that it has no place for.
    with contextlib.redirect_stdout(io.StringIO()):
        corpus = AnnCorpus(str(folder), txt=True)
    assert len(corpus.docs) == len(exports.records)
    events = statuses = 0
    for document in corpus.docs:
        events += sum(event.tag != "Attribution" for event in document.anns["events"])
        statuses += sum(attribute.tag == "Status" for attribute in document.anns["attributes"])
        text = "\n".join(document.txt)
        for entity in document.anns["entities"]:
            words = " ".join(text[start:end] for start, end in entity.span)
            assert words == entity.text, f"{document.name}: {entity}"
    assert events == statuses == len(exports.events), (events, statuses)


def words_in_conllu(exports):
    import conllu

    # A record has no words; CoNLL-U comes from the text, here that of the first report.
    text = exports.folder / "report.txt"
    text.write_text(exports.records[0]["text"], encoding="utf-8")
    command = [exports.program, "read", "--language", "en", "--format", "conllu", text]
    read = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    sentences = conllu.parse(read.stdout)
    assert sentences, "the text gave no sentence"
    for sentence in sentences:
        assert sum(word["head"] == 0 for word in sentence) == 1, "a sentence has one root"


CHECKS = [
    (csv_by_the_standard_library, []),
    (json_by_the_standard_library, []),
    (xml_by_the_standard_library, []),
    (tables_in_pandas, ["pandas"]),
    (tables_in_pyarrow, ["pyarrow"]),
    (graphs_in_networkx, ["networkx"]),
    (places_in_geopandas, ["geopandas"]),
    (quads_in_rdflib, ["rdflib"]),
    (annotations_in_rdflib, ["rdflib"]),
    (stand_off_in_brat_peek, ["peek", "unidecode", "seaborn"]),
    (words_in_conllu, ["conllu"]),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("records")
    parser.add_argument("--require", action="store_true", help="fail if a tool is not installed")
    arguments = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        exports = Exports(arguments.program, arguments.records, folder)
        for check, packages in CHECKS:
            name = check.__name__.replace("_", " ")
            missing = [package for package in packages if importlib.util.find_spec(package) is None]
            if missing:
                failed |= arguments.require
                print(f"skipped  {name}: {', '.join(missing)} is not installed")
                continue
            try:
                check(exports)
            except (AssertionError, subprocess.CalledProcessError) as error:
                failed = True
                print(f"FAILED   {name}: {error}")
            else:
                print(f"ok       {name}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
