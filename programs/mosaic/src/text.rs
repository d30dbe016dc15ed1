//! Texts in the data of an instruction.

use std::io::{Error, ErrorKind, Read, Result};

use anchor_lang::AnchorDeserialize;

/// Most bytes of a text: as many as a transaction has.
const MAX_TEXT_BYTES: u32 = 1_232;

/// Reads a text as borsh writes it.
///
/// borsh itself makes room for up to a megabyte before it looks at what is there; a program has 32 kilobytes, and a false
/// length would stop it with a panic instead of an error.
pub(crate) fn read<R: Read>(reader: &mut R) -> Result<String> {
    let length = u32::deserialize_reader(reader)?;
    if length > MAX_TEXT_BYTES {
        return Err(Error::from(ErrorKind::InvalidData));
    }
    let mut bytes = vec![0; length as usize];
    reader.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::InvalidData))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_false_length_is_refused_before_room_is_made_for_it() {
        // Else it would be missed that the bytes are not there.
        let kind = |length: u32| read(&mut &length.to_le_bytes()[..]).map_err(|error| error.kind());
        for length in [1_233, 1_234, u32::MAX] {
            assert_eq!(kind(length), Err(ErrorKind::InvalidData));
        }
        assert_eq!(kind(1_232), Err(ErrorKind::UnexpectedEof));
        assert!(read(&mut &[1, 0, 0, 0][..]).is_err());
        assert!(read(&mut &[1, 0, 0, 0, 0xff][..]).is_err());
        assert!(read(&mut &[0, 0, 0][..]).is_err());
    }

    proptest! {
        #[test]
        fn what_borsh_writes_is_read(text in ".{0,300}") {
            let data = borsh::to_vec(&text).unwrap();
            prop_assert_eq!(read(&mut &data[..]).unwrap(), text);
        }
    }
}
