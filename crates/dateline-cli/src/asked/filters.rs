//! The filters of a question for events.

use clap::Args;
use dateline_store::Days;
use dateline_store::ask::{Area, Code, Condition, Side, VoiceAsked};

/// Which events; all that are given must hold, and of several values of one any.
#[derive(Debug, Args)]
#[command(
    next_help_heading = "Which events (all filters must hold; of several values of one, any)"
)]
pub struct Filters {
    /// Who did it: words of the name
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// To whom: words of the name
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,

    /// Who takes part on either side: words of the name
    #[arg(long, value_name = "NAME")]
    with: Option<String>,

    /// Country of somebody who takes part, as IRN
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    country: Vec<String>,

    /// Country of an actor
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    actor_country: Vec<String>,

    /// Country of a recipient
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    recipient_country: Vec<String>,

    /// PLOVER sector of somebody who takes part, as MIL
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    sector: Vec<String>,

    /// Sector of an actor
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    actor_sector: Vec<String>,

    /// Sector of a recipient
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    recipient_sector: Vec<String>,

    /// Event type, as ASSAULT
    #[arg(long = "type", value_name = "TYPES", value_delimiter = ',')]
    event_type: Vec<String>,

    /// Mode, as aerial
    #[arg(long, value_name = "MODES", value_delimiter = ',')]
    mode: Vec<String>,

    /// Context, as military
    #[arg(long, value_name = "CONTEXTS", value_delimiter = ',')]
    context: Vec<String>,

    /// actual, ongoing, future, hypothetical or negated
    #[arg(long, value_name = "STATUSES", value_delimiter = ',')]
    status: Vec<String>,

    /// When it happened, as far as the report tells: 2020-01-06, 2020-01, 2020-01-06/2020-02-01, 2020-01-06/..
    #[arg(long, value_name = "DATE", value_parser = Days::of)]
    date: Option<Days>,

    /// When the report was published
    #[arg(long, value_name = "DATE", value_parser = Days::of)]
    published: Option<Days>,

    /// Where: words of the place's name
    #[arg(long, value_name = "NAME")]
    place: Option<String>,

    /// Country of the place, as IRN
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    place_country: Vec<String>,

    /// Between two parallels and two meridians, in degrees
    #[arg(long, value_name = "SOUTH,WEST,NORTH,EAST", value_parser = area_box, allow_hyphen_values = true)]
    r#box: Option<Area>,

    /// Within so many kilometres of a point
    #[arg(long, value_name = "LAT,LON,KM", value_parser = circle, allow_hyphen_values = true)]
    near: Option<Area>,

    /// Whose word it is: reporter, others, any, or words of a name
    #[arg(long, value_name = "VOICE", default_value = "any")]
    voice: String,

    /// Words of the report; "words in quotation marks" stand beside each other, word* is a beginning
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,

    /// The report's id, address or hash
    #[arg(long, value_name = "REPORT")]
    report: Option<String>,

    /// The story's number, as `dateline stories` tells it
    #[arg(long, value_name = "ID")]
    story: Option<i64>,

    /// Leave out reports that are copies of others in the store
    #[arg(long)]
    no_copies: bool,

    /// Leave out what is told as background
    #[arg(long)]
    news: bool,

    /// Leave out what the engine is less sure of, from 0 to 1
    #[arg(long, value_name = "X")]
    min_confidence: Option<f64>,

    /// Look into versions of reports that were corrected later as well
    #[arg(long)]
    pub all_versions: bool,
}

impl Filters {
    /// The filters as conditions.
    pub fn conditions(&self) -> Vec<Condition> {
        let names = [
            (&self.actor, Side::Actor),
            (&self.recipient, Side::Recipient),
            (&self.with, Side::Any),
        ];
        let mut all: Vec<Condition> = names
            .into_iter()
            .filter_map(|(name, side)| Some(Condition::Participant(side, name.clone()?)))
            .collect();
        let upper = |codes: &[String]| codes.iter().map(|code| code.to_uppercase()).collect();
        let lower = |codes: &[String]| codes.iter().map(|code| code.to_lowercase()).collect();
        let codes: [(_, _, Vec<String>); 9] = [
            (
                &self.country,
                Code::Country(Side::Any),
                upper(&self.country),
            ),
            (
                &self.actor_country,
                Code::Country(Side::Actor),
                upper(&self.actor_country),
            ),
            (
                &self.recipient_country,
                Code::Country(Side::Recipient),
                upper(&self.recipient_country),
            ),
            (&self.sector, Code::Sector(Side::Any), upper(&self.sector)),
            (
                &self.actor_sector,
                Code::Sector(Side::Actor),
                upper(&self.actor_sector),
            ),
            (
                &self.recipient_sector,
                Code::Sector(Side::Recipient),
                upper(&self.recipient_sector),
            ),
            (
                &self.place_country,
                Code::PlaceCountry,
                upper(&self.place_country),
            ),
            (&self.mode, Code::Mode, lower(&self.mode)),
            (&self.context, Code::Context, lower(&self.context)),
        ];
        all.extend(
            codes
                .into_iter()
                .filter(|(given, ..)| !given.is_empty())
                .map(|(_, code, codes)| Condition::Code(code, codes)),
        );
        if !self.event_type.is_empty() {
            all.push(Condition::Type(upper(&self.event_type)));
        }
        if !self.status.is_empty() {
            all.push(Condition::Status(lower(&self.status)));
        }
        all.extend(self.date.map(Condition::Happened));
        all.extend(self.published.map(Condition::Published));
        all.extend(self.place.clone().map(Condition::PlaceName));
        all.extend(self.r#box.map(Condition::Within));
        all.extend(self.near.map(Condition::Within));
        match self.voice.as_str() {
            "any" => {}
            "reporter" => all.push(Condition::Voice(VoiceAsked::Reporter)),
            "others" => all.push(Condition::Voice(VoiceAsked::Others)),
            name => all.push(Condition::Voice(VoiceAsked::Named(name.to_owned()))),
        }
        all.extend(self.words.clone().map(Condition::Words));
        all.extend(self.report.clone().map(Condition::Report));
        all.extend(self.story.map(Condition::Story));
        if self.no_copies {
            all.push(Condition::Original);
        }
        if self.news {
            all.push(Condition::News);
        }
        all.extend(self.min_confidence.map(Condition::Confidence));
        all
    }
}

/// `N` numbers with commas between.
fn numbers<const N: usize>(argument: &str) -> Result<[f64; N], String> {
    let numbers: Result<Vec<f64>, _> = argument
        .split(',')
        .map(|part| part.trim().parse())
        .collect();
    numbers
        .ok()
        .filter(|numbers| numbers.iter().all(|number| number.is_finite()))
        .and_then(|numbers| numbers.try_into().ok())
        .ok_or_else(|| format!("not {N} numbers with commas between"))
}

fn on_the_globe(lat: f64, lon: f64) -> Result<(), String> {
    if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
        Ok(())
    } else {
        Err("latitudes go from -90 to 90 and longitudes from -180 to 180".to_owned())
    }
}

fn area_box(argument: &str) -> Result<Area, String> {
    let [south, west, north, east] = numbers(argument)?;
    on_the_globe(south, west)?;
    on_the_globe(north, east)?;
    if south > north {
        return Err("the southern edge lies north of the northern one".to_owned());
    }
    Ok(Area::Box {
        south,
        west,
        north,
        east,
    })
}

fn circle(argument: &str) -> Result<Area, String> {
    let [lat, lon, km] = numbers(argument)?;
    on_the_globe(lat, lon)?;
    if km < 0.0 {
        return Err("a radius is not negative".to_owned());
    }
    Ok(Area::Circle { lat, lon, km })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_checked() {
        assert!(area_box("-20, 175, -10, -175").is_ok());
        assert!(circle("35.7,51.4,100").is_ok());
        for wrong in ["", "1,2,3", "10,0,-10,0", "0,0,91,0", "0,0,NaN,0"] {
            assert!(area_box(wrong).is_err(), "{wrong}");
        }
        for wrong in ["35.7,51.4", "35.7,51.4,-1", "35.7,200,1", "here"] {
            assert!(circle(wrong).is_err(), "{wrong}");
        }
    }
}
