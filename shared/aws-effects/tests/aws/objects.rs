//! S3: lists, reads, conditional writes.

use pipeline::{Effects, Object, Obstacle, Stored, WriteWhen, Written};
use rstest::rstest;

use crate::server::{Answer, Server, ok, s3_error};
use crate::signature;

fn stored(etag: &str, body: &str) -> Answer {
    Answer::Http(200, vec![("etag", format!("\"{etag}\""))], body.to_owned())
}

async fn written(answers: impl IntoIterator<Item = Answer>, when: WriteWhen) -> (Written, Vec<crate::server::Request>) {
    let server = Server::with(answers);
    let written = server.effects().write("artifact", "state/churn.json", b"{}".to_vec(), when).await.unwrap();
    (written, server.requests())
}

#[tokio::test]
async fn an_object_is_read_with_the_etag_that_a_list_shows_and_a_later_write_is_conditioned_on() {
    let server = Server::with([stored("abc", "{}")]);
    let read = server.effects().read("artifact", "state/churn.json").await.unwrap();
    assert_eq!(read, Some(Stored { body: b"{}".to_vec(), etag: "abc".to_owned() }));
    assert!(server.request().target.starts_with("/artifact/state/churn.json"), "{}", server.request().target);
}

#[tokio::test]
async fn a_missing_object_is_nothing_and_a_missing_permission_is_an_error() {
    let server = Server::with([s3_error(404, "NoSuchKey")]);
    assert_eq!(server.effects().read("artifact", "x").await.unwrap(), None);

    for (status, code) in [(403, "AccessDenied"), (404, "NoSuchBucket")] {
        let server = Server::with([s3_error(status, code)]);
        let error = server.effects().read("artifact", "x").await.unwrap_err();
        assert_eq!(error.obstacle, Obstacle::Lasting, "{code}");
        assert_eq!(error.to_string(), "cannot read s3://artifact/x");
    }
}

#[rstest]
#[case::plus_and_percent("a+b%2Bc.csv", "/data/in/a%2Bb%252Bc.csv")]
#[case::space("a b.csv", "/data/in/a%20b.csv")]
#[case::unicode("ü/日.csv", "/data/in/%C3%BC/%E6%97%A5.csv")]
#[case::what_urls_mean_otherwise("a?b#c&d=e.csv", "/data/in/a%3Fb%23c%26d%3De.csv")]
#[tokio::test]
async fn a_key_reaches_s3_as_it_is(#[case] name: &str, #[case] path: &str) {
    let server = Server::with([stored("abc", "")]);
    server.effects().read("data", &format!("in/{name}")).await.unwrap();
    let request = server.request();
    assert_eq!(request.target.split('?').next().unwrap(), path);
}

#[tokio::test]
async fn a_write_says_its_condition() {
    let (done, requests) = written([stored("new", "")], WriteWhen::Always).await;
    assert_eq!(done, Written::Done { etag: "new".to_owned() });
    assert_eq!((requests[0].header("if-match"), requests[0].header("if-none-match")), ("", ""));
    assert_eq!(requests[0].body, b"{}");
    assert!(signature::is_valid(&requests[0]));

    let (_, requests) = written([stored("new", "")], WriteWhen::Absent).await;
    assert_eq!((requests[0].header("if-match"), requests[0].header("if-none-match")), ("", "*"));

    let (_, requests) = written([stored("new", "")], WriteWhen::Unchanged("old".to_owned())).await;
    assert_eq!((requests[0].header("if-match"), requests[0].header("if-none-match")), ("\"old\"", ""));
}

#[tokio::test]
async fn a_lost_race_is_no_error() {
    let old = || WriteWhen::Unchanged("old".to_owned());
    let (lost, requests) = written([s3_error(412, "PreconditionFailed")], WriteWhen::Absent).await;
    assert_eq!((lost, requests.len()), (Written::Lost, 1));

    let (lost, _) = written([s3_error(412, "PreconditionFailed")], old()).await;
    assert_eq!(lost, Written::Lost);

    let (lost, _) = written([s3_error(404, "NoSuchKey")], old()).await;
    assert_eq!(lost, Written::Lost);
}

#[tokio::test]
async fn a_write_that_meets_another_is_tried_again_and_then_lost() {
    let conflict = || s3_error(409, "ConditionalRequestConflict");
    let (done, requests) = written([conflict(), stored("new", "")], WriteWhen::Absent).await;
    assert_eq!((done, requests.len()), (Written::Done { etag: "new".to_owned() }, 2));

    let (lost, requests) = written([conflict(), conflict(), conflict()], WriteWhen::Absent).await;
    assert_eq!((lost, requests.len()), (Written::Lost, 3));
}

#[tokio::test]
async fn a_list_is_read_to_its_end_and_keys_arrive_as_they_are() {
    let page = |key: &str, more: &str| {
        ok(&format!(
            "<ListBucketResult><EncodingType>url</EncodingType>{more}<Contents><Key>{key}</Key>\
             <ETag>&quot;abc&quot;</ETag><Size>7</Size></Contents></ListBucketResult>"
        ))
    };
    let server = Server::with([
        page(
            "in/a+b%2Bc%2525.csv",
            "<NextContinuationToken>t/1=</NextContinuationToken><IsTruncated>true</IsTruncated>",
        ),
        page("in/%C3%BC%01.csv", "<IsTruncated>false</IsTruncated>"),
    ]);

    let objects = server.effects().list("data", "in/").await.unwrap();

    let object = |key: &str| Object { key: key.to_owned(), etag: "abc".to_owned(), size: 7 };
    assert_eq!(objects, [object("in/a b+c%25.csv"), object("in/ü\u{1}.csv")]);
    let [first, second] = server.requests().try_into().unwrap();
    assert!(first.target.contains("prefix=in%2F") && first.target.contains("encoding-type=url"), "{}", first.target);
    assert!(second.target.contains("continuation-token=t%2F1%3D"), "{}", second.target);
}

#[tokio::test]
async fn where_keys_are_not_encoded_they_are_not_decoded() {
    let server = Server::with([ok(&"<ListBucketResult><Contents><Key>a+b%2B.csv</Key></Contents></ListBucketResult>")]);
    let objects = server.effects().list("data", "").await.unwrap();
    assert_eq!(objects, [Object { key: "a+b%2B.csv".to_owned(), etag: String::new(), size: 0 }]);
}
