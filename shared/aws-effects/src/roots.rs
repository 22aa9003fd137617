//! The certificates that a function's connection to AWS must end at.

use aws_smithy_http_client::tls::TrustStore;

/// Amazon Trust Services: Amazon Root CA 1 to 4 and Starfield Services Root CA - G2.
///
/// AWS asks its customers to trust these five, and all its endpoints are signed by them, in every partition.
/// The first ends in 2037. See `docs/decisions/0002-functions-trust-amazons-roots-only.md`.
const AMAZON_TRUST_SERVICES: &str = include_str!("../roots/amazon-trust-services.pem");

/// Amazon's roots and nothing from the machine.
///
/// A small function that loads the system's certificate files spends most of its start on hundreds of them.
pub(crate) fn amazon() -> TrustStore {
    TrustStore::empty().with_pem_certificate(AMAZON_TRUST_SERVICES)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use sha2::{Digest, Sha256};

    use super::*;

    /// SHA-256 fingerprints, in the order of the file.
    const FINGERPRINTS: [&str; 5] = [
        "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
        "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
        "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
        "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
        "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
    ];

    #[test]
    fn the_roots_are_amazons_and_no_others() {
        let fingerprints: Vec<String> = AMAZON_TRUST_SERVICES
            .split("-----BEGIN CERTIFICATE-----")
            .skip(1)
            .map(|certificate| certificate.split("-----END").next().unwrap())
            .map(|base64| hex(&Sha256::digest(decoded(base64))))
            .collect();
        assert_eq!(fingerprints, FINGERPRINTS);
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    }

    /// Base64, padding and line breaks passed over.
    fn decoded(base64: &str) -> Vec<u8> {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let values: Vec<usize> =
            base64.bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte)).collect();
        values
            .chunks(4)
            .flat_map(|four| {
                let bits = four.iter().fold(0, |bits, value| bits << 6 | value) << (6 * (4 - four.len()));
                u32::try_from(bits).unwrap().to_be_bytes()[1..four.len()].to_vec()
            })
            .collect()
    }
}
