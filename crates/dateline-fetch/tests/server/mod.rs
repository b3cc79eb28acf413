//! A web server on this machine that answers as it is told and remembers what it was asked.
#![allow(dead_code)] // each test program uses a part

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What a server is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    /// Fields of the head, with names in lower case.
    pub fields: HashMap<String, String>,
}

/// What it answers.
#[derive(Clone, Default)]
pub struct Reply {
    pub status: u16,
    /// Lines of the head.
    pub head: Vec<String>,
    pub body: Vec<u8>,
    /// How long it takes its time.
    pub after: Duration,
    /// Whether it never ends.
    pub endless: bool,
}

pub fn reply(status: u16, body: impl Into<Vec<u8>>) -> Reply {
    Reply {
        status,
        body: body.into(),
        ..Reply::default()
    }
}

impl Reply {
    pub fn with(mut self, line: impl Into<String>) -> Reply {
        self.head.push(line.into());
        self
    }
}

pub struct Server {
    /// Its address, without a slash at the end.
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// One that answers by what it is asked; `{here}` in a body is its own address. A `robots.txt` that is not answered with
    /// another status than 404 is as good as none.
    pub fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let server = Server {
            url: url.clone(),
            asked: Arc::clone(&asked),
        };
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (answer, asked, url) = (Arc::clone(&answer), Arc::clone(&asked), url.clone());
                thread::spawn(move || {
                    // A client may hang up whenever it likes.
                    let _ = serve(stream, &url, &asked, &*answer);
                });
            }
        });
        server
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// What it was asked since this was last called, in order.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The paths it was asked for.
    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

fn serve(
    mut stream: TcpStream,
    url: &str,
    log: &Mutex<Vec<Asked>>,
    answer: &(dyn Fn(&Asked) -> Reply + Send + Sync),
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut fields = HashMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        fields.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let asked = Asked { path, fields };
    log.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(asked.clone());
    let reply = answer(&asked);
    thread::sleep(reply.after);
    let body = match String::from_utf8(reply.body) {
        Ok(text) => text.replace("{here}", url).into_bytes(),
        Err(bytes) => bytes.into_bytes(),
    };
    let mut head = format!("HTTP/1.1 {} -\r\nConnection: close\r\n", reply.status);
    for line in reply.head {
        head.push_str(&line.replace("{here}", url));
        head.push_str("\r\n");
    }
    if !reply.endless && !head.contains("Content-Length") {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(&body)?;
    if reply.endless {
        std::io::copy(&mut std::io::repeat(b' ').take(1 << 40), &mut stream)?;
    }
    Ok(())
}

/// A page about something.
pub fn page(what: &str) -> Reply {
    let html = format!(
        "<!doctype html><html lang=en><head><title>{what}</title></head><body><article><h1>{what}</h1>\
         <p>The mayor of Port Sable, Ines Odano, said on Monday that the river had taken {what}.</p>\
         <p>Soldiers carried the old out of their houses and brought them to the school on the hill.</p>\
         </article></body></html>"
    );
    reply(200, html).with("Content-Type: text/html; charset=utf-8")
}

/// A feed of these pages, each with its path and its time of publication.
pub fn feed(items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(path, day)| {
            format!("<item><title>Flood</title><link>{{here}}{path}</link><pubDate>{day}</pubDate></item>")
        })
        .collect();
    format!("<rss version=\"2.0\"><channel><title>The Sable Herald</title>{items}</channel></rss>")
}
