//! AWS Signature Version 4, computed from what arrived: whether the signature covers the bytes that were sent.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::server::{Request, SECRET};

/// Whether the request is signed with the tests' secret, headers and body as they came.
pub(crate) fn is_valid(request: &Request) -> bool {
    let authorization = request.header("authorization").strip_prefix("AWS4-HMAC-SHA256 ").unwrap();
    let part = |name: &str| authorization.split(", ").find_map(|part| part.strip_prefix(name)).unwrap();
    let (_, scope) = part("Credential=").split_once('/').unwrap();
    let signed_headers = part("SignedHeaders=");

    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let mut canonical = format!("{}\n{path}\n{query}\n", request.method);
    for name in signed_headers.split(';') {
        writeln!(canonical, "{name}:{}", request.header(name)).unwrap();
    }
    write!(canonical, "\n{signed_headers}\n{}", hex(&Sha256::digest(&request.body))).unwrap();

    let date = request.header("x-amz-date");
    let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let key = scope.split('/').fold(format!("AWS4{SECRET}").into_bytes(), |key, part| hmac(&key, part.as_bytes()));
    part("Signature=") == hex(&hmac(&key, to_sign.as_bytes()))
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0; 64];
    // Keys longer than a block would have to be hashed; ours are not.
    block[..key.len()].copy_from_slice(key);
    let padded = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
