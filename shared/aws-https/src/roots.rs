//! The certificates that a connection to AWS must end at.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// Amazon Trust Services: Amazon Root CA 1 to 4 and Starfield Services Root CA - G2.
///
/// The five that AWS recommends to clients with a trust store of their own. The first ends in 2037. See `docs/decisions/0002-functions-trust-amazons-roots-only.md`.
const AMAZON_TRUST_SERVICES: &str = include_str!("../roots/amazon-trust-services.pem");

/// Amazon's roots and nothing from the machine.
///
/// A small function that loads the system's certificate files spends most of its start on hundreds of them.
pub(crate) fn amazon() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates(AMAZON_TRUST_SERVICES.as_bytes()));
    roots
}

/// The machine's roots, and those of a bundle that the person's company gave them.
pub(crate) fn machine(bundle: Option<&[u8]>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots.add_parsable_certificates(certificates(bundle.unwrap_or_default()));
    roots
}

/// The certificates of a PEM file. Whatever else is in it is passed over.
fn certificates(pem: &[u8]) -> impl Iterator<Item = CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).filter_map(Result::ok)
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
        let fingerprints: Vec<String> = certificates(AMAZON_TRUST_SERVICES.as_bytes())
            .map(|certificate| hex(&Sha256::digest(certificate)))
            .collect();
        assert_eq!(fingerprints, FINGERPRINTS);
        assert_eq!(amazon().len(), 5);
    }

    #[test]
    fn a_companys_bundle_is_trusted_beside_the_machines_roots() {
        let without = machine(None).len();
        let bundle = format!("-----BEGIN NONSENSE-----\n{AMAZON_TRUST_SERVICES}");
        assert_eq!(machine(Some(bundle.as_bytes())).len(), without + 5);
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    }
}
