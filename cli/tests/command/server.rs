//! As much of AWS as `retrain prices` and `retrain push` need: a stack and its buckets, the objects in them, and the
//! Price List API.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What lies in S3, by bucket and key, and what was asked of the Price List API.
#[derive(Default)]
struct State {
    objects: BTreeMap<String, Vec<u8>>,
    price_requests: Vec<Value>,
}

/// The server. It answers one request a connection, on a thread that ends with the test's process.
pub(crate) struct Server {
    endpoint: String,
    state: Arc<Mutex<State>>,
}

/// A request as it came.
struct Request {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Server {
    /// Serves these pages of products, the texts of a page each a product's document.
    pub(crate) fn with_products(pages: &[&[&str]]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let state: Arc<Mutex<State>> = Arc::default();
        let pages: Vec<Vec<String>> = pages.iter().map(|page| page.iter().map(ToString::to_string).collect()).collect();
        let served = Arc::clone(&state);
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                if let Some(request) = receive(&connection) {
                    let (status, header, body) = answer(&mut served.lock().unwrap(), &pages, &request);
                    reply(&mut connection, status, &header, &body);
                }
            }
        });
        Self { endpoint, state }
    }

    /// The environment of a person who uses this AWS.
    pub(crate) fn variables(&self) -> [(&str, &str); 4] {
        [
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_ENDPOINT_URL", &self.endpoint),
        ]
    }

    /// Where it is.
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// An object in the config bucket.
    pub(crate) fn object(&self, key: &str) -> Option<String> {
        self.bytes(key).map(|body| String::from_utf8(body).unwrap())
    }

    /// The same, whatever is in it.
    pub(crate) fn bytes(&self, key: &str) -> Option<Vec<u8>> {
        self.state.lock().unwrap().objects.get(&format!("config/{key}")).cloned()
    }

    /// The keys of the config bucket.
    pub(crate) fn keys(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        state.objects.keys().filter_map(|path| path.strip_prefix("config/")).map(str::to_owned).collect()
    }

    /// Puts an object, as `bucket/key`, in place by another way than the command.
    pub(crate) fn put(&self, path: &str, body: &str) {
        self.state.lock().unwrap().objects.insert(path.to_owned(), body.into());
    }

    /// What the Price List API was asked.
    pub(crate) fn price_requests(&self) -> Vec<Value> {
        self.state.lock().unwrap().price_requests.clone()
    }
}

/// Status, a header and body.
type Answer = (u16, String, Vec<u8>);

fn answer(state: &mut State, pages: &[Vec<String>], request: &Request) -> Answer {
    let done = |body: String| (200, String::new(), body.into_bytes());
    if request.body.starts_with(b"Action=DescribeStacks") {
        return done(stack());
    }
    if request.header("x-amz-target") == "AWSPriceListService.GetProducts" {
        let asked: Value = serde_json::from_slice(&request.body).unwrap();
        let page = asked["NextToken"].as_str().map_or(0, |token| token.parse().unwrap());
        state.price_requests.push(asked);
        let next = (page + 1 < pages.len()).then(|| (page + 1).to_string());
        return done(json!({"FormatVersion": "aws_v1", "PriceList": pages[page], "NextToken": next}).to_string());
    }
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let path = path.trim_start_matches('/');
    match path.trim_end_matches('/').split_once('/') {
        Some(_) => object(state, path, request),
        None if request.method == "HEAD" => {
            let region = if path.starts_with("far") { "eu-west-1" } else { "us-east-1" };
            (200, format!("x-amz-bucket-region: {region}"), Vec::new())
        }
        None => {
            let prefix = query.split('&').find_map(|pair| pair.strip_prefix("prefix=")).unwrap_or("");
            let bucket = format!("{}/", path.trim_end_matches('/'));
            let prefix = format!("{bucket}{}", prefix.replace("%2F", "/"));
            let listed = state.objects.iter().filter(|(path, _)| path.starts_with(&prefix)).map(|(path, body)| {
                let (key, etag) = (&path[bucket.len()..], etag(body));
                format!("<Contents><Key>{key}</Key><ETag>{etag}</ETag><Size>{}</Size></Contents>", body.len())
            });
            done(format!("<ListBucketResult>{}</ListBucketResult>", listed.collect::<String>()))
        }
    }
}

/// What becomes of an object, at `bucket/key`.
fn object(state: &mut State, path: &str, request: &Request) -> Answer {
    let error =
        |status: u16, code: &str| (status, String::new(), format!("<Error><Code>{code}</Code></Error>").into_bytes());
    let tagged = |body: &[u8]| format!("etag: {}", etag(body));
    let there = state.objects.get(path).cloned();
    match (request.method.as_str(), there) {
        ("GET", None) => error(404, "NoSuchKey"),
        ("GET", Some(body)) => (200, tagged(&body), body),
        ("PUT", there) => {
            let holds = match &there {
                None => request.header("if-none-match") == "*" && request.header("if-match").is_empty(),
                Some(body) => request.header("if-match") == etag(body),
            };
            if !holds {
                return error(412, "PreconditionFailed");
            }
            state.objects.insert(path.to_owned(), request.body.clone());
            (200, tagged(&request.body), Vec::new())
        }
        (method, _) => panic!("{method} {}", request.path),
    }
}

/// An entity tag is as good as another, as long as other content has another one.
fn etag(body: &[u8]) -> String {
    let sum = body.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    format!("\"{}-{sum}\"", body.len())
}

/// The outputs of the stack, as far as they are looked at.
const OUTPUTS: [(&str, &str); 6] = [
    ("ConfigBucket", "config"),
    ("ArtifactBucket", "artifact"),
    ("DataBucket", "data"),
    ("DataBuckets", "data"),
    ("TrainingRoleArn", "arn:aws:iam::123456789012:role/retrain-training/role"),
    ("JobNamePrefix", "retrain"),
];

fn stack() -> String {
    let output = |(key, value): &(&str, &str)| {
        format!("<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>")
    };
    format!(
        "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>retrain</StackName>\
         <StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-24T10:15:00Z</CreationTime>\
         <Outputs>{}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>",
        OUTPUTS.iter().map(output).collect::<String>()
    )
}

impl Request {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

fn receive(connection: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let mut body = vec![0; headers.get("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, path, headers, body })
}

fn reply(connection: &mut TcpStream, status: u16, header: &str, body: &[u8]) {
    let mut head = format!("HTTP/1.1 {status} Test\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    if !header.is_empty() {
        head.extend([header, "\r\n"]);
    }
    // A client that gave up is no concern of ours.
    let _ = connection.write_all(&[format!("{head}\r\n").as_bytes(), body].concat());
}
