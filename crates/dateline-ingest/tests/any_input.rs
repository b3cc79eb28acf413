//! What holds for any input.

use dateline_ingest::{Options, Overrides, from_bytes};
use proptest::prelude::*;

fn any_language() -> Options {
    Options {
        overrides: Overrides {
            language: Some("en".into()),
            ..Overrides::default()
        },
        ..Options::default()
    }
}

proptest! {
    #[test]
    fn a_text_in_json_comes_out_as_it_went_in(text in "[a-zé💔“\"\\\\ \n\r\t]{0,80}[a-z]") {
        let line = serde_json::json!({ "text": text }).to_string();
        for name in ["a.jsonl", "a.json", "a"] {
            let reports: Vec<_> = from_bytes(name, line.clone().into_bytes(), &any_language()).collect();
            prop_assert_eq!(reports.len(), 1);
            prop_assert_eq!(reports[0].as_ref().unwrap().text.as_str(), text.as_str());
        }
    }

    #[test]
    fn any_bytes_give_a_report_or_an_error_with_the_name(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for name in ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.gz", "a.warc", "a.warc.gz", "a.rss", "a.parquet"] {
            let mut outcomes = 0;
            for outcome in from_bytes(name, bytes.clone(), &any_language()) {
                outcomes += 1;
                if let Err(error) = outcome {
                    prop_assert!(error.to_string().starts_with(name));
                }
            }
            prop_assert!(outcomes > 0);
        }
    }
}
