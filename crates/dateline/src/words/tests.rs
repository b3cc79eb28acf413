use super::WordRules;

fn divided(text: &str) -> String {
    let rules = WordRules::english().expect("the shipped lexicon is sound");
    let words: Vec<&str> = rules.words(text).iter().map(|w| w.of(text)).collect();
    words.join("|")
}

#[test]
fn contractions_are_two_words() {
    assert_eq!(
        divided("They don't, can’t and won't."),
        "They|do|n't|,|ca|n’t|and|wo|n't|."
    );
    assert_eq!(divided("Okonkwo's aides' cars"), "Okonkwo|'s|aides|'|cars");
    assert_eq!(divided("I cannot; we'll"), "I|can|not|;|we|'ll");
}

#[test]
fn every_file_of_the_lexicon_is_sound() {
    assert_eq!(WordRules::english().err(), None);
}

#[test]
fn apostrophes_inside_names_do_not_divide() {
    assert_eq!(
        divided("O'Brannagh met Shi'ite leaders at six o'clock"),
        "O'Brannagh|met|Shi'ite|leaders|at|six|o'clock"
    );
    assert_eq!(divided("in the '80s and '68"), "in|the|'80s|and|'68");
    assert_eq!(divided("He said 'no'."), "He|said|'|no|'|.");
}

#[test]
fn hyphens_divide_compounds_but_not_prefixes() {
    assert_eq!(
        divided("a well-known 25-year-old"),
        "a|well|-|known|25|-|year|-|old"
    );
    assert_eq!(
        divided("anti-government e-mail by al-Arouri"),
        "anti-government|e-mail|by|al|-|Arouri"
    );
    assert_eq!(divided("an F-16 in mid-August"), "an|F|-|16|in|mid-August");
    assert_eq!(divided("call 713-853-3989"), "call|713-853-3989");
    assert_eq!(divided("won 3-1"), "won|3|-|1");
}

#[test]
fn numbers_keep_their_separators_and_lose_their_units() {
    assert_eq!(divided("$1,000.50, 12% or .5"), "$|1,000.50|,|12|%|or|.5");
    assert_eq!(divided("US$3bn at 6:30pm"), "US$|3|bn|at|6:30|pm");
    assert_eq!(divided("at 6p.m. on the 2nd"), "at|6|p.m.|on|the|2nd");
    assert_eq!(divided("the 1990s, on 9/11"), "the|1990s|,|on|9/11");
}

#[test]
fn abbreviations_keep_their_stop() {
    assert_eq!(
        divided("Mr. J. P. Okonkwo of the U.S. Army."),
        "Mr.|J.|P.|Okonkwo|of|the|U.S.|Army|."
    );
    assert_eq!(divided("on Jan. 6 at 9 a.m."), "on|Jan.|6|at|9|a.m.");
    assert_eq!(divided("No. 5? No."), "No.|5|?|No|.");
    assert_eq!(divided("GEN. PEREZ SAID SO."), "GEN.|PEREZ|SAID|SO|.");
    assert_eq!(divided("Plan B."), "Plan|B|.");
}

#[test]
fn addresses_handles_and_tags_are_one_word() {
    assert_eq!(
        divided("See http://news.example/a?b=1. Mail ann@desk.example, @desk #Vote2020"),
        "See|http://news.example/a?b=1|.|Mail|ann@desk.example|,|@desk|#Vote2020"
    );
    assert_eq!(divided("on Example.com today"), "on|Example.com|today");
    assert_eq!(
        divided("It ended.The army left."),
        "It|ended|.|The|army|left|."
    );
}

#[test]
fn marks_stand_alone_and_their_runs_together() {
    assert_eq!(
        divided("“Wait…” -- (she said) — why?!"),
        "“|Wait|…|”|--|(|she|said|)|—|why|?!"
    );
    assert_eq!(divided("``Go,'' he said..."), "``|Go|,|''|he|said|...");
}

#[test]
fn every_visible_character_is_in_exactly_one_word() {
    let rules = WordRules::english().expect("the shipped lexicon is sound");
    let text = "Ça va? 3-4\u{200B}x 👩‍👩‍👧 e\u{301}tat-- 'twas 5'10\" @ # .5.5. a.m.p.m http:// www. \u{FEFF}’s n't ''";
    let words = rules.words(text);
    let mut at = 0;
    for word in &words {
        let (start, end) = (word.start as usize, word.end as usize);
        assert!(at <= start && start < end, "{word:?} in {words:?}");
        assert!(text[at..start].chars().all(super::chars::is_space));
        assert!(!text[start..end].chars().any(super::chars::is_space));
        at = end;
    }
    assert!(text[at..].chars().all(super::chars::is_space));
}

#[test]
fn long_runs_without_space_are_divided_too() {
    let rules = WordRules::english().expect("the shipped lexicon is sound");
    for piece in [
        "a", "1a.", "a.", "1,", "'s", "x-", "#1", "www.", "a@", "(", "http://)", "a'",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let words = rules.words(&text);
        assert_eq!(
            words.last().map(|w| w.end as usize),
            Some(text.len()),
            "{piece}"
        );
    }
}
