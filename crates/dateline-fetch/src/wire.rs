//! One request to one server.

use std::io::Read;
use std::time::Duration;

use ureq::http::{HeaderMap, header};
use ureq::{Agent, Body};

use crate::error::Why;
use crate::manners::Manners;
use crate::memory::Validators;

/// What a server answered.
pub(crate) struct Answer {
    pub status: u16,
    headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A field of its head.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn validators(&self) -> Validators {
        let field = |name| self.field(name).map(str::to_owned);
        Validators {
            etag: field("etag"),
            last_modified: field("last-modified"),
        }
    }
}

pub(crate) struct Wire(Agent);

impl Wire {
    pub fn new(manners: &Manners) -> Wire {
        const CONNECTING: Duration = Duration::from_secs(15);
        let config = Agent::config_builder()
            // Redirections are followed by whoever asks the next host for leave.
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(manners.user_agent.as_str())
            .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5")
            .timeout_connect(Some(CONNECTING.min(manners.timeout)))
            .timeout_global(Some(manners.timeout))
            .build();
        Wire(config.new_agent())
    }

    /// Asks for an address; of the body no more than `limit` bytes are taken.
    pub fn get(&self, url: &str, known: &Validators, limit: u64) -> Result<Answer, Why> {
        let mut request = self.0.get(url);
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(day) = &known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, day);
        }
        let response = request.call().map_err(broken)?;
        let (head, body) = response.into_parts();
        let status = head.status.as_u16();
        // What stands below another status is of no use here.
        let bytes = match status {
            200 => whole(body, limit)?,
            _ => Vec::new(),
        };
        Ok(Answer {
            status,
            headers: head.headers,
            bytes,
        })
    }
}

fn whole(body: Body, limit: u64) -> Result<Vec<u8>, Why> {
    let told = body.content_length();
    if told.is_some_and(|length| length > limit) {
        return Err(Why::TooLarge(limit));
    }
    let mut bytes = Vec::new();
    body.into_reader()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Why::Connection(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(Why::TooLarge(limit));
    }
    Ok(bytes)
}

fn broken(error: ureq::Error) -> Why {
    match error {
        ureq::Error::BadUri(told) => Why::Address(told),
        error => Why::Connection(error.to_string()),
    }
}
