use std::sync::OnceLock;

use dateline_record::{Span, Text};

use super::{Boundary, Structure, StructureRules};
use crate::words::WordRules;

/// The rules, read once for all tests.
fn rules() -> &'static StructureRules {
    static RULES: OnceLock<StructureRules> = OnceLock::new();
    RULES.get_or_init(|| StructureRules::english().expect("the shipped lexicon is sound"))
}

fn word_rules() -> &'static WordRules {
    static RULES: OnceLock<WordRules> = OnceLock::new();
    RULES.get_or_init(|| WordRules::english().expect("the shipped lexicon is sound"))
}

fn read(text: &str, title: Option<&str>) -> (Text, Structure) {
    let rules = rules();
    let text = Text::new(text).expect("short");
    let structure = rules.find(&text, title);
    (text, structure)
}

fn show(text: &Text, spans: &[Span]) -> Vec<String> {
    spans
        .iter()
        .map(|s| text.slice(*s).replace('\n', "⏎"))
        .collect()
}

/// The dateline of a paragraph as `place|date|agency`, and what follows it.
fn dateline(text: &str) -> Option<(String, String)> {
    let (text, structure) = read(text, Some("another title"));
    let found = structure.dateline?;
    let part = |span: Option<Span>| span.map_or("", |s| text.slice(s));
    let body = structure.body.first().map_or("", |p| text.slice(*p));
    Some((
        format!(
            "{}|{}|{}",
            part(found.place),
            part(found.date),
            part(found.agency)
        ),
        body.chars().take(12).collect(),
    ))
}

#[test]
fn datelines_of_many_houses_are_read() {
    let cases = [
        (
            "TEHRAN, Jan 6 (Reuters) – Crowds filled the streets of the capital on Monday.",
            "TEHRAN|Jan 6|Reuters",
            "Crowds fille",
        ),
        (
            "KABUL (AP) — A bomb went off near a market on Monday.",
            "KABUL||AP",
            "A bomb went ",
        ),
        (
            "Srinagar- A scooty was stolen from outside the court in the city on Monday.",
            "Srinagar||",
            "A scooty was",
        ),
        (
            "WASHINGTON, D.C., March 3 /PRNewswire/ -- A firm said it would open a plant.",
            "WASHINGTON, D.C.|March 3|PRNewswire",
            "A firm said ",
        ),
        (
            "BEIJING, Feb. 2 (Xinhua) -- The vice premier called for efforts.",
            "BEIJING|Feb. 2|Xinhua",
            "The vice pre",
        ),
        (
            "KUWAIT: Opposition lawmakers submitted a motion yesterday to convene.",
            "KUWAIT||",
            "Opposition l",
        ),
        (
            "Doha: Three campaigns have been organised by the association this week.",
            "Doha||",
            "Three campai",
        ),
        (
            "BELFAST, Northern Ireland (AP)_ Police seized a car bomb under construction.",
            "BELFAST, Northern Ireland||AP",
            "Police seize",
        ),
        (
            "NEW YORK _ A woman who was watching her clothes dry was hurt on Thursday.",
            "NEW YORK||",
            "A woman who ",
        ),
        (
            "Tehran, March 15, IRNA - The secretary general condemned the attacks.",
            "Tehran|March 15|IRNA",
            "The secretar",
        ),
        (
            "LIMA, January 6, 2020 (Andean News Agency) - The mayor resigned.",
            "LIMA|January 6, 2020|Andean News Agency",
            "The mayor re",
        ),
        (
            "Ledger News, 26 June - Four men have been hanged.",
            "|26 June|Ledger News",
            "Four men hav",
        ),
        (
            "(Reuters) - Shares fell on Monday.",
            "||Reuters",
            "Shares fell ",
        ),
        (
            "PORT-AU-PRINCE, Haiti — Gunmen attacked a convoy on the road to the airport.",
            "PORT-AU-PRINCE, Haiti||",
            "Gunmen attac",
        ),
    ];
    for (text, parts, rest) in cases {
        assert_eq!(
            dateline(text),
            Some((parts.to_owned(), rest.to_owned())),
            "{text}"
        );
    }
}

#[test]
fn a_sentence_with_a_dash_or_colon_is_no_dateline() {
    for text in [
        "The president said: We will not leave the city before the talks are over.",
        "Oil paintings, ink sketches, sculptures in wood and bronze – the artist shows another side.",
        "Update: The road to the airport has been opened again, the ministry said.",
        "Opposition leader Ama Okonkwo - who was freed on Monday - said she would run.",
        "Okonkwo – who was freed on Monday – said that she would run for office again.",
        "In March 2020, the government – then new – closed the border.",
        "Twenty-two people were hurt in the north-east of the country on Monday.",
    ] {
        assert_eq!(dateline(text), None, "{text}");
    }
}

#[test]
fn the_parts_of_a_page_are_told_apart() {
    let (text, structure) = read(
        "Ferry sinks off Lake Mbale\n\nBy Ama Okonkwo, Staff Writer\n\nMBALE, Jan 6 (Ledger) — At least 12 people drowned.\n\n\
         Read more: Storm hits coast\n\nPolice said the boat was full. (Reporting by A. Okonkwo; Editing by J. Roe)\n\n\
         Copyright 2020 The Ledger.",
        None,
    );
    assert_eq!(
        structure.headline.map(|s| text.slice(s)),
        Some("Ferry sinks off Lake Mbale")
    );
    assert_eq!(
        structure.byline.map(|s| text.slice(s)),
        Some("By Ama Okonkwo, Staff Writer")
    );
    assert_eq!(
        structure.dateline.map(|d| text.slice(d.span)),
        Some("MBALE, Jan 6 (Ledger) —")
    );
    assert_eq!(
        show(&text, &structure.body),
        [
            "At least 12 people drowned.",
            "Police said the boat was full."
        ]
    );
    assert_eq!(
        show(&text, &structure.boilerplate),
        [
            "Read more: Storm hits coast",
            "(Reporting by A. Okonkwo; Editing by J. Roe)",
            "Copyright 2020 The Ledger."
        ]
    );
    let covered: String = structure.blocks().iter().map(|b| text.slice(*b)).collect();
    let squeezed = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(squeezed(&covered), squeezed(&text));
}

#[test]
fn a_known_title_is_found_again_and_nothing_else_is_taken_for_it() {
    let body = "Mayor resigns over bridge.\n\nThe mayor of Lima resigned on Monday.";
    let (text, structure) = read(body, Some("Mayor Resigns Over Bridge"));
    assert_eq!(
        structure.headline.map(|s| text.slice(s)),
        Some("Mayor resigns over bridge.")
    );
    let (_, structure) = read(
        "A deck without a stop\n\nThe mayor of Lima resigned on Monday.",
        Some("Bridge falls"),
    );
    assert_eq!(structure.headline, None);
    let (_, structure) = read(
        "The mayor resigned on Monday.\n\nThe council will choose another mayor.",
        None,
    );
    assert_eq!(structure.headline, None);
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let wrapped = "THE ARMY SAID THAT IT HAD TAKEN THE TOWN OF\nSAN PEDRO AFTER TWO DAYS OF FIGHTING WITH THE\n\
        REBELS, WHO LEFT AT NIGHT.\n   THE GOVERNOR WAS NOT IN TOWN AND COULD NOT BE\nREACHED. HIS OFFICE SAID HE WAS WELL.\n\n   LATER THE REBELS DENIED THE LOSS OF THE TOWN\nAND SAID SO.";
    let (text, structure) = read(wrapped, Some("x"));
    assert_eq!(
        show(&text, &structure.body),
        [
            "THE ARMY SAID THAT IT HAD TAKEN THE TOWN OF⏎SAN PEDRO AFTER TWO DAYS OF FIGHTING WITH THE⏎REBELS, WHO LEFT AT NIGHT.",
            "THE GOVERNOR WAS NOT IN TOWN AND COULD NOT BE⏎REACHED. HIS OFFICE SAID HE WAS WELL.",
            "LATER THE REBELS DENIED THE LOSS OF THE TOWN⏎AND SAID SO.",
        ]
    );
}

#[test]
fn single_line_feeds_divide_paragraphs_in_text_that_was_not_wrapped() {
    let (text, structure) = read(
        "The army said that it had taken the town.\nThe rebels denied it on Tuesday, in a statement that was read on the radio.\nNo one was hurt.\r\nTalks go on.",
        Some("x"),
    );
    assert_eq!(structure.body.len(), 4);
    assert_eq!(text.slice(structure.body[3]), "Talks go on.");
}

/// The text with `|` before every word where a sentence surely begins and `¦` where one may.
fn marked(text: &str) -> String {
    let words = WordRules::english().expect("sound").words(text);
    let rules = rules();
    let text = Text::new(text).expect("short");
    let structure = rules.find(&text, Some("x"));
    let mut out = String::new();
    let mut at = 0;
    for (word, boundary) in words
        .iter()
        .zip(rules.boundaries(&text, &words, &structure))
    {
        out.push_str(&text[at..word.start as usize]);
        match boundary {
            Boundary::Sure => out.push('|'),
            Boundary::Unsure => out.push('¦'),
            Boundary::None => {}
        }
        out.push_str(word.of(&text));
        at = word.end as usize;
    }
    out
}

#[test]
fn sentences_begin_after_stops_and_at_paragraphs() {
    assert_eq!(
        marked("He left. She stayed.\n\nAll was quiet."),
        "|He left. |She stayed.\n\n|All was quiet."
    );
    assert_eq!(
        marked("Gen. Okonkwo met Mr. Roe. They ate."),
        "|Gen. Okonkwo met Mr. Roe. |They ate."
    );
    assert_eq!(
        marked("It cost $1.5 million. 12 people paid."),
        "|It cost $1.5 million. |12 people paid."
    );
}

#[test]
fn quotation_marks_belong_to_the_sentence_they_open_or_close() {
    assert_eq!(
        marked("“We won.” She left. “It was late.”"),
        "|“We won.” |She left. |“It was late.”"
    );
    assert_eq!(
        marked("\"We won,\" she said. \"It is over.\""),
        "|\"We won,\" she said. |\"It is over.\""
    );
    assert_eq!(
        marked("“Why?” he asked. (No one knew.) He sat."),
        "|“Why?” he asked. ¦(No one knew.) |He sat."
    );
}

#[test]
fn labels_of_lists_and_marks_of_notes_begin_nothing() {
    assert_eq!(
        marked("They agreed: 1. Talks go on. 2. Guns fall silent."),
        "|They agreed: ¦1. Talks go on. |2. Guns fall silent."
    );
    assert_eq!(
        marked("She died in 1999.[3] He wept."),
        "|She died in 1999.[3] |He wept."
    );
}

#[test]
fn doubtful_places_are_left_to_the_model() {
    assert_eq!(
        marked("He works for Acme Inc. She does not."),
        "|He works for Acme Inc. ¦She does not."
    );
    assert_eq!(marked("“Stop!” Okonkwo cried."), "|“Stop!” ¦Okonkwo cried.");
    assert_eq!(marked("He said: “Go.”"), "|He said: ¦“Go.”");
    assert_eq!(
        marked("She waited … Then she left"),
        "|She waited … ¦Then she left"
    );
    assert_eq!(
        marked("It was late The guards slept"),
        "|It was late ¦The guards slept"
    );
}

#[test]
fn text_without_capitals_is_divided_by_its_stops() {
    assert_eq!(
        marked("police fired. two men died."),
        "|police fired. |two men died."
    );
}

proptest::proptest! {
    /// Whatever the text: the parts do not overlap and leave only white space out, and every word has its boundary.
    #[test]
    fn parts_cover_any_text(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "LIMA", ", ", "Jan 6", " (", "AP", ") ", "— ", "- ", ": ", "\n", "\n\n", "\r\n", "  ", "By Ama Roe", ". ", ".", "“",
                "” ", "\"", "'", "Mr. ", "the ", "The ", "[3]", "(", "Copyright 2020", "…", "é", "北", "\u{2028}", "\u{FEFF}", "1. ", "?!",
                "(sp/eml)", "/", "_", "a\u{301} ", "Photo: x", "👩‍👧", "\u{0}",
            ]),
            0..40,
        ),
        titled in proptest::bool::ANY,
    ) {
        let source = pieces.concat();
        let (text, structure) = read(&source, titled.then_some("LIMA The"));
        let mut at = 0;
        let invisible = |s: &str| s.chars().all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}'));
        for block in structure.blocks() {
            proptest::prop_assert!(at <= block.range().start, "{structure:?} of {source:?}");
            proptest::prop_assert!(invisible(&text[at..block.range().start]), "{structure:?} of {source:?}");
            at = block.range().end;
        }
        proptest::prop_assert!(invisible(&text[at..]), "{structure:?} of {source:?}");
        let words = word_rules().words(&text);
        let rules = rules();
        proptest::prop_assert_eq!(rules.boundaries(&text, &words, &structure).len(), words.len());
    }
}
