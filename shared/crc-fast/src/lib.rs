//! The three CRCs that the AWS SDK computes over what it sends to S3 and gets from it.
//!
//! The crate of this name on the registry knows a hundred algorithms and links all their tables, 660 KB of noise that
//! no zip file makes smaller, into whatever asks for one. This one takes its place (`[patch.crates-io]` in the root
//! `Cargo.toml`) with as much of its interface as `aws-smithy-checksums` uses: if the SDK comes to need more, it does
//! not compile. See `docs/decisions/0003-functions-are-small.md`.
//!
//! One table of 2 KB for each, made by the compiler; some 400 MB a second, several times what a network brings.

/// A CRC, by the name that the catalogue of parametrised CRC algorithms gives it. All three are reflected, begin with
/// all bits set and are inverted at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrcAlgorithm {
    /// CRC-32 (`x-amz-checksum-crc32`).
    Crc32IsoHdlc,
    /// CRC-32C (`x-amz-checksum-crc32c`).
    Crc32Iscsi,
    /// CRC-64/NVME (`x-amz-checksum-crc64nvme`).
    Crc64Nvme,
}

static CRC32_ISO_HDLC: [u64; 256] = table(0xedb8_8320);
static CRC32_ISCSI: [u64; 256] = table(0x82f6_3b78);
static CRC64_NVME: [u64; 256] = table(0x9a6c_9329_ac4b_c9b5);

impl CrcAlgorithm {
    fn table(self) -> &'static [u64; 256] {
        match self {
            Self::Crc32IsoHdlc => &CRC32_ISO_HDLC,
            Self::Crc32Iscsi => &CRC32_ISCSI,
            Self::Crc64Nvme => &CRC64_NVME,
        }
    }

    /// All bits of the checksum set.
    fn ones(self) -> u64 {
        match self {
            Self::Crc32IsoHdlc | Self::Crc32Iscsi => u32::MAX.into(),
            Self::Crc64Nvme => u64::MAX,
        }
    }
}

/// A checksum in the making.
#[derive(Debug, Clone, Copy)]
pub struct Digest {
    algorithm: CrcAlgorithm,
    state: u64,
}

impl Digest {
    /// The checksum of nothing.
    #[must_use]
    pub fn new(algorithm: CrcAlgorithm) -> Self {
        Self { algorithm, state: algorithm.ones() }
    }

    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        let table = self.algorithm.table();
        self.state = bytes.iter().fold(self.state, |state, byte| {
            let [low, ..] = state.to_le_bytes();
            table[usize::from(low ^ byte)] ^ (state >> 8)
        });
    }

    /// The checksum so far; one of 32 bits stands in the lower half.
    #[must_use]
    pub fn finalize(&self) -> u64 {
        self.state ^ self.algorithm.ones()
    }
}

/// The checksum of all of `bytes`.
#[must_use]
pub fn checksum(algorithm: CrcAlgorithm, bytes: &[u8]) -> u64 {
    let mut digest = Digest::new(algorithm);
    digest.update(bytes);
    digest.finalize()
}

/// What each byte does to the state, for a polynomial with its bits reflected.
const fn table(polynomial: u64) -> [u64; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        let mut state = byte as u64;
        let mut bit = 0;
        while bit < 8 {
            state = if state & 1 == 1 { (state >> 1) ^ polynomial } else { state >> 1 };
            bit += 1;
        }
        table[byte] = state;
        byte += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::crc32(CrcAlgorithm::Crc32IsoHdlc, 0xcbf4_3926)]
    #[case::crc32c(CrcAlgorithm::Crc32Iscsi, 0xe306_9283)]
    #[case::crc64nvme(CrcAlgorithm::Crc64Nvme, 0xae8b_1486_0a79_9888)]
    fn the_catalogues_check_value_comes_out(#[case] algorithm: CrcAlgorithm, #[case] check: u64) {
        assert_eq!(checksum(algorithm, b"123456789"), check);
    }

    #[rstest]
    fn parts_make_the_same_checksum_as_the_whole(
        #[values(CrcAlgorithm::Crc32IsoHdlc, CrcAlgorithm::Crc32Iscsi, CrcAlgorithm::Crc64Nvme)]
        algorithm: CrcAlgorithm,
    ) {
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        let mut digest = Digest::new(algorithm);
        for part in bytes.chunks(7) {
            digest.update(part);
        }
        assert_eq!(digest.finalize(), checksum(algorithm, &bytes));
        assert_eq!(checksum(algorithm, b""), 0);
    }
}
