//! A service on a port of its own, beside a stand-in for S3 and CloudWatch Logs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region, RequestChecksumCalculation};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Method, Request, Uri};
use axum::routing::any;
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::emulator::{Emulator, ROOT_KEY};
use crate::sagemaker::iam::Policy;
use crate::sagemaker::{Callers, Delays, Function, Options, Role, SageMaker};
use crate::training::Images;

pub(super) const TRAINING_ROLE: &str = "arn:aws:iam::000000000000:role/retrain-training/training";
pub(super) const LAUNCH_ROLE: &str = "arn:aws:iam::000000000000:role/LaunchRole";
pub(super) const LAUNCH_KEY: &str = "ASIALAUNCH";
const NULL_IMAGE: &str = "000000000000.dkr.ecr.us-east-1.amazonaws.com/retrain-null:latest";
/// An own image that runs the environment variable `SCRIPT`.
pub(super) const SHELL_IMAGE: &str = "000000000000.dkr.ecr.us-east-1.amazonaws.com/shell:1";

type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// What a test sees and moves.
pub(super) struct World {
    pub(super) sagemaker: SageMaker,
    pub(super) objects: Objects,
    pub(super) events: Arc<Mutex<Vec<Value>>>,
    address: String,
    http: Client<HttpConnector, Body>,
    _work_dir: WorkDir,
}

struct WorkDir(std::path::PathBuf);

impl Drop for WorkDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl World {
    pub(super) async fn new() -> Self {
        Self::with(everything(), everything()).await
    }

    /// A world in which the launching function and the training role have these policies.
    pub(super) async fn with(launch: Value, training: Value) -> Self {
        let objects = Objects::default();
        let endpoint = serve(Router::new().fallback(any(store)).with_state(objects.clone())).await;
        Self::at(&endpoint, objects, "/usr/bin/python3", &callers(&launch, &training)).await
    }

    /// A world beside the services at `endpoint`.
    pub(super) async fn at(endpoint: &str, objects: Objects, python: &str, callers: &Callers) -> Self {
        let events: Arc<Mutex<Vec<Value>>> = Arc::default();
        let seen = events.clone();
        let folder = format!("retrain-sagemaker-{}-{}", std::process::id(), endpoint.rsplit(':').next().unwrap());
        let work_dir = WorkDir(std::env::temp_dir().join(folder));
        let sagemaker = SageMaker::new(Options {
            region: "us-east-1".to_owned(),
            account: "000000000000".to_owned(),
            emulator: Emulator::new(endpoint, "us-east-1").unwrap(),
            s3: s3(endpoint),
            endpoint: endpoint.to_owned(),
            training_python: python.into(),
            work_dir: work_dir.0.clone(),
            images: Images::default().with(SHELL_IMAGE, &["/bin/sh", "-c", "eval \"$SCRIPT\""]),
            delays: Delays {
                starting: Duration::from_millis(20),
                downloading: Duration::from_millis(20),
                uploading: Duration::from_millis(20),
                stop_grace: Duration::from_millis(200),
            },
            callers: callers.clone(),
            sink: Arc::new(move |event| seen.lock().unwrap().push(event)),
            clock: now,
        });
        let address = serve(sagemaker.router()).await;
        let http = Client::builder(TokioExecutor::new()).build_http();
        Self { sagemaker, objects, events, address, http, _work_dir: work_dir }
    }

    pub(super) fn put(&self, place: &str, content: &'static str) {
        self.objects.lock().unwrap().insert(place.to_owned(), Bytes::from_static(content.as_bytes()));
    }

    /// A call by the owner; the error's name and message where it fails.
    pub(super) async fn call(&self, operation: &str, input: &Value) -> Result<Value, (String, String)> {
        self.call_as(ROOT_KEY.0, operation, input).await
    }

    pub(super) async fn call_as(&self, key: &str, operation: &str, input: &Value) -> Result<Value, (String, String)> {
        let request = Request::post(&self.address)
            .header("x-amz-target", format!("SageMaker.{operation}"))
            .header(
                "authorization",
                format!("AWS4-HMAC-SHA256 Credential={key}/20261124/us-east-1/sagemaker/aws4_request"),
            )
            .body(Body::from(input.to_string()))
            .unwrap();
        let response = self.http.request(request).await.unwrap();
        let ok = response.status().is_success();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let body: Value = serde_json::from_slice(&body).unwrap();
        let text = |member: &str| body[member].as_str().unwrap_or_default().to_owned();
        if ok { Ok(body) } else { Err((text("__type"), text("message"))) }
    }

    /// One of the sandbox's own routes.
    pub(super) async fn control(&self, method: Method, path: &str, input: &Value) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address))
            .header("content-type", "application/json")
            .body(Body::from(input.to_string()))
            .unwrap();
        let response = self.http.request(request).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&body)))
    }

    /// Creates a job with the null trainer.
    pub(super) async fn create(&self, name: &str, changes: Value) -> Result<Value, (String, String)> {
        self.call("CreateTrainingJob", &null_job(name, changes)).await
    }

    pub(super) async fn describe(&self, name: &str) -> Value {
        self.call("DescribeTrainingJob", &json!({"TrainingJobName": name})).await.unwrap()
    }

    /// The job's description once `enough` holds of it.
    pub(super) async fn when(&self, name: &str, enough: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..500 {
            let job = self.describe(name).await;
            if enough(&job) {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{name} did not get there: {}", self.describe(name).await);
    }

    pub(super) async fn when_over(&self, name: &str) -> Value {
        self.when(name, |job| ["Completed", "Failed", "Stopped"].contains(&job["TrainingJobStatus"].as_str().unwrap()))
            .await
    }

    /// The secondary statuses of a job's events, in the order of their coming.
    pub(super) fn told(&self, name: &str) -> Vec<String> {
        let events = self.events.lock().unwrap();
        let own = events.iter().filter(|event| event["detail"]["TrainingJobName"] == name);
        own.map(|event| event["detail"]["SecondaryStatus"].as_str().unwrap().to_owned()).collect()
    }
}

/// A request for the null trainer, with some members replaced.
pub(super) fn null_job(name: &str, changes: Value) -> Value {
    let mut request = json!({
        "TrainingJobName": name,
        "RoleArn": TRAINING_ROLE,
        "AlgorithmSpecification": {
            "TrainingImage": NULL_IMAGE,
            "TrainingInputMode": "File",
            "MetricDefinitions": [{"Name": "null:metric", "Regex": "null-metric: (\\S+)"}],
        },
        "OutputDataConfig": {"S3OutputPath": "s3://artifacts/models/churn"},
        "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 1},
        "StoppingCondition": {"MaxRuntimeInSeconds": 60},
    });
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    request.as_object_mut().unwrap().extend(changes);
    request
}

pub(super) fn everything() -> Value {
    json!({"Effect": "Allow", "Action": "*", "Resource": "*"})
}

pub(super) fn callers(launch: &Value, training: &Value) -> Callers {
    let policy = |statement: &Value| Policy::parse(&json!({"Statement": statement})).unwrap();
    let trust = |service: &str| {
        policy(&json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}))
    };
    let role = |service: &str, statement: &Value| Role { trust: trust(service), policies: vec![policy(statement)] };
    Callers {
        root_access_key: ROOT_KEY.0.to_owned(),
        functions: BTreeMap::from([(
            LAUNCH_KEY.to_owned(),
            Function { name: "launch-training".to_owned(), role_arn: LAUNCH_ROLE.to_owned() },
        )]),
        roles: BTreeMap::from([
            (LAUNCH_ROLE.to_owned(), role("lambda.amazonaws.com", launch)),
            (TRAINING_ROLE.to_owned(), role("sagemaker.amazonaws.com", training)),
        ]),
    }
}

fn s3(endpoint: &str) -> aws_sdk_s3::Client {
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(endpoint)
        .force_path_style(true)
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .http_client(aws_https::Https::in_the_clear())
        .build();
    aws_sdk_s3::Client::from_conf(config)
}

/// As much of S3 as training uses: list, get, put. Everything else (logs) is answered with `{}`.
async fn store(State(objects): State<Objects>, method: Method, uri: Uri, body: Body) -> axum::http::Response<Body> {
    let body = body.collect().await.unwrap().to_bytes();
    let mut objects = objects.lock().unwrap();
    let place = uri.path().trim_start_matches('/').to_owned();
    let query = uri.query().unwrap_or_default();
    let answer = |status: u16, body: Body| axum::http::Response::builder().status(status).body(body).unwrap();
    if method == Method::PUT {
        objects.insert(place, body);
        return answer(200, Body::empty());
    }
    if method == Method::POST {
        return answer(200, Body::from("{}"));
    }
    if query.contains("list-type=2") {
        let bucket = place.trim_end_matches('/');
        let prefix = query.split('&').find_map(|part| part.strip_prefix("prefix=")).unwrap_or_default();
        let prefix = format!("{bucket}/{}", prefix.replace("%2F", "/"));
        let found = objects.keys().filter(|key| key.starts_with(&prefix));
        let keys: Vec<String> =
            found.map(|key| format!("<Contents><Key>{}</Key></Contents>", &key[bucket.len() + 1..])).collect();
        return answer(200, Body::from(format!("<ListBucketResult>{}</ListBucketResult>", keys.concat())));
    }
    match objects.get(&place) {
        Some(content) => answer(200, Body::from(content.clone())),
        None => answer(404, Body::from("<Error><Code>NoSuchKey</Code></Error>")),
    }
}

async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn now() -> Timestamp {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    Timestamp::from_millisecond(i64::try_from(since.as_millis()).unwrap()).unwrap()
}
