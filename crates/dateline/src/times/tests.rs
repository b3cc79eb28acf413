use super::*;

/// Every expression of a text as "words: value", with `-` for no value.
fn values(published: Option<&str>, text: &str) -> Vec<String> {
    find(text, &Anchor::from_edtf(published, None))
        .into_iter()
        .filter(|time| !time.vague)
        .map(|time| {
            let value = time.value.unwrap_or_else(|| "-".to_owned());
            format!("{}: {value}", &text[time.span])
        })
        .collect()
}

fn timex(published: Option<&str>, text: &str) -> Vec<String> {
    find(text, &Anchor::from_edtf(published, None))
        .into_iter()
        .map(|time| format!("{}: {}", &text[time.span], time.timex_value))
        .collect()
}

/// Monday.
const PUBLISHED: Option<&str> = Some("2020-01-06");

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(values(PUBLISHED, text), expected, "{text}");
}

#[test]
fn a_bare_weekday_is_the_latest_one_unless_the_clause_looks_ahead() {
    check(
        "Protesters gathered in Belmora on Friday and left on Saturday.",
        &["Friday: 2020-01-03", "Saturday: 2020-01-04"],
    );
    check("The port was shut on Monday.", &["Monday: 2020-01-06"]);
    check(
        "The talks, which opened on Thursday, will end on Wednesday.",
        &["Thursday: 2020-01-02", "Wednesday: 2020-01-08"],
    );
    check(
        "A march is scheduled for Sunday. Nobody was hurt on Sunday.",
        &["Sunday: 2020-01-12", "Sunday: 2020-01-05"],
    );
    check(
        "The minister resigned last Tuesday.",
        &["last Tuesday: 2019-12-31"],
    );
    check("They meet next Friday.", &["next Friday: 2020-01-10"]);
    check(
        "On Friday, 3 January, two shells hit the market.",
        &["Friday, 3 January: 2020-01-03"],
    );
}

#[test]
fn without_a_year_what_is_known_of_a_day_stays() {
    assert_eq!(
        values(
            None,
            "At 10.45am, Monday, May 23, a boat left. He was held in January this year and on Friday."
        ),
        [
            "10.45am, Monday, May 23: XXXX-05-23",
            "January this year: XXXX-01",
            "Friday: -"
        ]
    );
}

#[test]
fn a_day_can_be_named_by_its_week_or_month() {
    check(
        "He was hit on Tuesday last week.",
        &["Tuesday last week: 2019-12-31"],
    );
    check(
        "Friday of next week is a holiday.",
        &["Friday of next week: 2020-01-17"],
    );
    check(
        "It was agreed on the 14th of last month.",
        &["the 14th of last month: 2019-12-14"],
    );
    check(
        "Rallies mark the last Friday of the fast.",
        &["the last Friday: -"],
    );
}

#[test]
fn a_time_of_day_belongs_to_the_day_the_story_is_at() {
    check(
        "\"Tomorrow we act,\" he told the crowd at 10 a.m.",
        &["Tomorrow: 2020-01-07", "10 a.m.: 2020-01-06T10:00:00"],
    );
    check(
        "On Friday he rose late. At 11 a.m. he left.",
        &["Friday: 2020-01-03", "11 a.m.: 2020-01-03T11:00:00"],
    );
}

#[test]
fn without_a_publication_date_relative_times_stay_open() {
    let text = "On Friday, two days ago and last week nothing happened, \
                but on May 10 and in June 2019 something did.";
    assert_eq!(
        values(None, text),
        [
            "Friday: -",
            "two days ago: -",
            "last week: -",
            "May 10: XXXX-05-10",
            "June 2019: 2019-06"
        ]
    );
    assert_eq!(
        timex(None, "On Friday and yesterday evening."),
        ["Friday: XXXX-WXX-5", "yesterday evening: XXXX-XX-XXTEV"]
    );
}

#[test]
fn a_dateline_stands_in_for_the_publication_date() {
    let anchor = Anchor::from_edtf(None, Some("2020-01-06"));
    let found = find("He was released yesterday.", &anchor);
    assert_eq!(found[0].value.as_deref(), Some("2020-01-05"));
    assert_eq!(found[0].anchor, AnchoredOn::Published);
}

#[test]
fn days_and_months_are_read_in_every_order() {
    check(
        "It was signed on 6 January 2020.",
        &["6 January 2020: 2020-01-06"],
    );
    check(
        "It was signed on Jan. 6, 2020.",
        &["Jan. 6, 2020: 2020-01-06"],
    );
    check("It was signed on January 6.", &["January 6: 2020-01-06"]);
    check(
        "It was signed on the 6th of May 2019.",
        &["the 6th of May 2019: 2019-05-06"],
    );
    check("It was signed in January 2019.", &["January 2019: 2019-01"]);
    check("It was signed on 2019-12-24.", &["2019-12-24: 2019-12-24"]);
    check(
        "Posted 2020-01-05T23:10:00+03:00 by the desk.",
        &["2020-01-05T23:10:00+03:00: 2020-01-05T23:10:00+03:00"],
    );
    check("It was signed on 24/12/2019.", &["24/12/2019: 2019-12-24"]);
}

#[test]
fn figures_in_doubtful_order_are_settled_by_the_report_or_left_open() {
    check(
        "The raid of 05/01/2020 failed.",
        &["05/01/2020: 2020-01-05"],
    );
    check("The raid of 03/07/2018 failed.", &["03/07/2018: -"]);
    assert_eq!(
        values(None, "The raid of 05/01/2020 failed."),
        ["05/01/2020: -"]
    );
    check(
        "The raid of 05/05/2018 failed.",
        &["05/05/2018: 2018-05-05"],
    );
}

#[test]
fn months_and_days_without_a_year_follow_the_tense() {
    check("The bridge opened in March.", &["March: 2019-03"]);
    check("The bridge will open in March.", &["March: 2020-03"]);
    check(
        "The court ruled on 20 December.",
        &["20 December: 2019-12-20"],
    );
    check(
        "Voting will begin on 20 December.",
        &["20 December: 2020-12-20"],
    );
    check("She may march in May; they march.", &["May: 2020-05"]);
    check(
        "Ms. May and Mr. March met the Friday Group.",
        &["Friday: 2020-01-03"],
    );
}

#[test]
fn periods_around_the_report() {
    check(
        "Last week, this month, next year and the past decade.",
        &[
            "Last week: 2019-12-30/2020-01-05",
            "this month: 2020-01",
            "next year: 2021",
            "the past decade: P10Y",
        ],
    );
    check(
        "Early this week and late last year, earlier this month.",
        &[
            "Early this week: 2020-01-06/2020-01-12",
            "late last year: 2019",
            "earlier this month: 2020-01",
        ],
    );
    check(
        "Clashes broke out over the weekend.",
        &["the weekend: 2020-01-04/2020-01-05"],
    );
    check(
        "Exports fell in the third quarter of 2019 and in Q4.",
        &["the third quarter of 2019: 2019-35", "Q4: 2019-36"],
    );
    check(
        "They march this weekend, as in the year before last.",
        &[
            "this weekend: 2020-01-11/2020-01-12",
            "the year before last: 2018",
        ],
    );
    check(
        "Prices rose in December, more than in the same month last year.",
        &["December: 2019-12", "the same month last year: 2018-12"],
    );
    check("It was built in spring 2011.", &["spring 2011: 2011-21"]);
    check(
        "In the 1980s, in the 21st century, in early 2015 and in mid-May 2016.",
        &[
            "the 1980s: 198X",
            "the 21st century: 20XX",
            "early 2015: 2015",
            "mid-May 2016: 2016-05",
        ],
    );
}

#[test]
fn portions_are_kept_beside_the_value() {
    let found = find("In early 2015 and around May 3, 2016.", &Anchor::default());
    assert_eq!(found[0].portion, Some(Portion::Start));
    assert_eq!(found[0].value.as_deref(), Some("2015"));
    assert_eq!(found[1].portion, Some(Portion::Approx));
    assert_eq!(found[1].value.as_deref(), Some("2016-05-03~"));
}

#[test]
fn distances_are_counted_from_the_report_or_from_the_story() {
    check("He fled two days ago.", &["two days ago: 2020-01-04"]);
    check("He fled three months ago.", &["three months ago: 2019-10"]);
    check(
        "He fled on 4 May 2018. Two days later he was caught.",
        &["4 May 2018: 2018-05-04", "Two days later: 2018-05-06"],
    );
    check(
        "The law of 2015 replaced one passed three years earlier.",
        &["2015: 2015", "three years earlier: 2012"],
    );
    check(
        "On 4 May 2018 the bank closed. The next day it reopened, and that year it grew.",
        &[
            "4 May 2018: 2018-05-04",
            "The next day: 2018-05-05",
            "that year: 2018",
        ],
    );
    check(
        "It grew 3 percent in the third quarter from a year earlier.",
        &["the third quarter: 2019-35", "a year earlier: 2018-35"],
    );
}

#[test]
fn a_length_can_hang_on_an_event() {
    let text = "She was freed two days after the attack and a year before the trial.";
    let found = find(text, &Anchor::default());
    assert_eq!(&text[found[0].span.clone()], "two days");
    let from = |at: usize, event: &str| found[at].from_event.and_then(|far| far.from(event));
    assert_eq!(from(0, "2019-12-31").as_deref(), Some("2020-01-02"));
    assert_eq!(from(0, "2019-12"), None);
    assert_eq!(&text[found[1].span.clone()], "a year");
    assert_eq!(from(1, "2019-12-31").as_deref(), Some("2018"));
    assert_eq!(from(1, "2019-12-31/2020-01-02"), None);

    let later = find(
        "The day after the vote she left. She left two days before.",
        &Anchor::default(),
    );
    assert_eq!(
        later[0]
            .from_event
            .and_then(|far| far.from("2019-12-31"))
            .as_deref(),
        Some("2020-01-01")
    );
    assert_eq!(later[1].from_event, None);
}

#[test]
fn a_length_that_ends_or_begins_with_the_reports_day_spans_days() {
    let anchor = Anchor::from_edtf(Some("2022-07-26"), None);
    for (text, value, stretch) in [
        (
            "Forty died over the past two weeks.",
            "P2W",
            Some("2022-07-12~/2022-07-26"),
        ),
        (
            "Forty died in the last 24 hours.",
            "PT24H",
            Some("2022-07-25/2022-07-26"),
        ),
        ("Forty died in the past hour.", "PT1H", Some("2022-07-26")),
        ("Forty died over the past year.", "P1Y", Some("2021~/2022")),
        (
            "It paid over the past four decades.",
            "P40Y",
            Some("1982~/2022"),
        ),
        (
            "They will vote within the next ten days.",
            "P10D",
            Some("2022-07-26/2022-08-05"),
        ),
        ("The army shelled the town for three days.", "P3D", None),
        ("It had rained for the previous two days.", "P2D", None),
        (
            "Over the next three days rebels shelled the town.",
            "P3D",
            None,
        ),
        ("The last two weeks of the siege were quiet.", "P2W", None),
    ] {
        let found = find(text, &anchor);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].value.as_deref(), Some(value), "{text}");
        assert_eq!(found[0].stretch.as_deref(), stretch, "{text}");
        let unanchored = find(text, &Anchor::default());
        assert_eq!(unanchored[0].stretch, None, "{text}");
    }
}

#[test]
fn an_expression_names_the_one_it_was_counted_from() {
    let found = find(
        "He fled on 4 May 2018. Two days later he was caught.",
        &Anchor::default(),
    );
    assert_eq!(found[1].anchor, AnchoredOn::Other(0));
}

#[test]
fn times_of_day() {
    check(
        "Gunmen attacked at 11 a.m. on Friday.",
        &["11 a.m. on Friday: 2020-01-03T11:00:00"],
    );
    check(
        "It fell at 10:35 p.m. EST Sunday.",
        &["10:35 p.m. EST Sunday: 2020-01-05T22:35:00-05:00"],
    );
    check(
        "He spoke yesterday evening.",
        &["yesterday evening: 2020-01-05"],
    );
    assert_eq!(
        timex(PUBLISHED, "He spoke yesterday evening and on Friday night."),
        [
            "yesterday evening: 2020-01-05TEV",
            "Friday night: 2020-01-03TNI"
        ]
    );
    check(
        "The blast was at 14:30 on Saturday.",
        &["14:30 on Saturday: 2020-01-04T14:30:00"],
    );
    check("Shares rose 2.46 to 10:35 odds.", &[]);
}

#[test]
fn lengths_and_recurring_times() {
    check(
        "For three days, half an hour, a year and a half and nearly two months.",
        &[
            "three days: P3D",
            "half an hour: PT30M",
            "a year and a half: P1Y6M",
            "nearly two months: P2M",
        ],
    );
    check(
        "A two-week truce after a 20-year war.",
        &["two-week: P2W", "20-year: P20Y"],
    );
    check("The six-year-old and her mother, 40 years old.", &[]);
    assert_eq!(
        timex(
            PUBLISHED,
            "Every Friday, each year, daily and on Tuesday nights."
        ),
        [
            "Every Friday: XXXX-WXX-5",
            "each year: P1Y",
            "daily: P1D",
            "Tuesday nights: XXXX-WXX-2TNI"
        ]
    );
}

#[test]
fn ranges_become_intervals() {
    check(
        "It lasted from 6 to 8 January.",
        &["6 to 8 January: 2020-01-06/2020-01-08"],
    );
    check(
        "It lasted January 6-8, 2019.",
        &["January 6-8, 2019: 2019-01-06/2019-01-08"],
    );
    check(
        "It lasted between 10 and 12 November.",
        &["10 and 12 November: 2019-11-10/2019-11-12"],
    );
    check("On May 6 and 7 people died.", &["May 6: 2019-05-06"]);
    check(
        "The post-2003 order and pre-1967 lines.",
        &["post-2003: 2003/..", "pre-1967: ../1967"],
    );
    check("In the season 1994-95 they won.", &["1994-95: 1994/1995"]);
    check("The war of 1914-1918 ended.", &["1914-1918: 1914/1918"]);
}

#[test]
fn feasts_fall_on_the_days_of_their_year() {
    check("They met on Christmas Eve.", &["Christmas Eve: 2019-12-24"]);
    check(
        "The fast of Ramadan 2020 begins.",
        &["Ramadan 2020: 2020-04-24/2020-05-23"],
    );
    check("Polls will open before Easter.", &["Easter: 2020-04-12"]);
    check(
        "It closed after Eid al-Fitr last year.",
        &["Eid al-Fitr last year: 2019-06-04"],
    );
    check("Dated 13 Dey 1398.", &["13 Dey 1398: 2020-01-03"]);
    check("In 2563 B.E. the king died.", &["2563 B.E.: 2020"]);
}

#[test]
fn years_are_told_from_quantities() {
    check(
        "In fiscal 2019 and the fiscal year 2020.",
        &["fiscal 2019: 2019", "the fiscal year 2020: 2020"],
    );
    check("It fell in '98.", &["'98: 1998"]);
    check("It rose in 2019/20.", &["2019/20: 2019/2020"]);
    check("It rose 3 million years ago.", &["3 million years ago: -"]);
    check("In 1989 the wall fell.", &["1989: 1989"]);
    check(
        "Some 2000 people and 1,998 troops came in 2019.",
        &["2019: 2019"],
    );
    check("He paid $1990 for flight 2001, on page 1999.", &[]);
    check("The G-2000 and F1 and A1950s.", &[]);
}

#[test]
fn vague_words_are_marked() {
    let found = find(
        "He is now free and was recently seen in the past.",
        &Anchor::default(),
    );
    let seen: Vec<_> = found
        .iter()
        .map(|t| (t.timex_value.as_str(), t.vague))
        .collect();
    assert_eq!(
        seen,
        [
            ("PRESENT_REF", true),
            ("PAST_REF", true),
            ("PAST_REF", true)
        ]
    );
}

#[test]
fn spans_are_bytes_on_character_boundaries() {
    let text = "“Zürich” — am Friday’s market, “6 January 2020”…";
    let words: Vec<_> = find(text, &Anchor::default())
        .into_iter()
        .map(|time| &text[time.span])
        .collect();
    assert_eq!(words, ["Friday", "6 January 2020"]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Pieces that time expressions are made of, so that random texts reach the rules.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec![
                "May",
                "the",
                "last",
                "next",
                "1989",
                "99999999999",
                "999999999",
                "2147483",
                "thousand",
                "and a half",
                "months",
                "6",
                "31",
                "0",
                "year",
                "years",
                "quarter",
                "ago",
                "earlier",
                "-",
                ":",
                ".",
                ",",
                "'",
                "'s",
                "early",
                "Friday",
                "Q",
                "3rd",
                "first",
                "half",
                "a",
                "of",
                "a.m.",
                "noon",
                "century",
                "80s",
                "2020-13-45",
                "T",
                "Z",
                "million",
                "hundred",
                "and",
                "weeks",
                "from now",
                "Ramadan",
                "Dey",
                "B.E.",
                "every",
                "other",
                "\n\n",
                "é",
                "‘",
                "½",
                "/",
                "%",
                "to",
                "February",
                "30",
                "9999",
                "decade",
                "later",
                "years-old",
                "weekend",
            ])
            .prop_map(str::to_owned),
            ".{0,4}",
        ]
    }

    #[test]
    fn absurd_amounts_do_no_harm() {
        let anchor = Anchor::from_edtf(PUBLISHED, None);
        for unit in [
            "weeks",
            "years",
            "months",
            "centuries",
            "hours",
            "quarters",
            "days",
        ] {
            let text = format!(
                "In May 2019, 2147483 thousand {unit} earlier, 999999999 million million million \
                 and a half {unit} ago, hundred million million million million and a half {unit}."
            );
            assert!(!find(&text, &anchor).is_empty());
        }
    }

    /// No construction may call itself for every word of a text made for that.
    #[test]
    fn endless_repetition_is_no_deeper_than_a_sentence() {
        let anchor = Anchor::from_edtf(PUBLISHED, None);
        for piece in [
            "two hundred ",
            "hundred and ",
            "a thousand ",
            "same month ",
            "Friday this ",
            "next week ",
            "last year's ",
            "the ",
            "early ",
            "half of ",
            "6 to ",
            "6 May ",
            "1,000,",
            "of the ",
            "the week of ",
            "10 a.m. on ",
            "every other ",
            "year-ago ",
            "first half of ",
            "1990-",
            "a day after ",
            "the day before last ",
            "morning of ",
            "1/2 ",
            "Q1 ",
            "- ",
            "' ",
        ] {
            let text = piece.repeat(2000);
            let _ = find(&text, &anchor);
        }
    }

    proptest! {
        #[test]
        fn every_span_can_be_cut_from_any_text(
            pieces in prop::collection::vec((piece(), prop::bool::ANY), 0..40),
            published in prop::option::of((1i16..=9999, 1i8..=12, 1i8..=28)),
        ) {
            let text: String = pieces
                .into_iter()
                .map(|(piece, spaced)| if spaced { piece + " " } else { piece })
                .collect();
            let anchor = Anchor {
                published: published.and_then(|(y, m, d)| Date::new(y, m, d).ok()),
                dateline_date: None,
            };
            let mut last = 0;
            for time in find(&text, &anchor) {
                prop_assert!(text.get(time.span.clone()).is_some_and(|words| !words.is_empty()));
                prop_assert!(time.span.start >= last);
                last = time.span.end;
            }
            let _ = (parse_date(&text), date_in_url(&text));
        }
    }
}
