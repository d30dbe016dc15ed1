//! Whom to tell about a weakness, among the bytes of the program, where researchers look for it.

/// A text in the format of Neodyme's `security.txt`. Bytecode outlives addresses, so it names no person: contacts are in the
/// metadata that the upgrade authority publishes beside the IDL and can renew (`migrations/security.json`).
#[cfg_attr(target_os = "solana", used, link_section = ".rodata.security.txt")]
pub static SECURITY_TXT: [u8; TEXT.len()] = *TEXT;

const TEXT: &[u8; 326] = b"=======BEGIN SECURITY.TXT V1=======\0\
name\0Mosaic\0\
project_url\0\0\
contacts\0other:the account `security` of this program in the Program Metadata program\0\
policy\0Tell a contact first, and give time for a fix before you publish. SECURITY.md in the source says what is in scope.\0\
preferred_languages\0en\0\
=======END SECURITY.TXT V1=======\0";
