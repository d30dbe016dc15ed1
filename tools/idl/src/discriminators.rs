//! The first eight bytes of instructions, accounts and events.
//!
//! Clients and indexers know them by these bytes for good. They are Anchor's derivation of the name, so they change with
//! it and with nothing else: none was set by hand, and another order or another version of Anchor changes none.

use anchor_lang_idl::types::Idl;
use sha2::{Digest, Sha256};

/// Every instruction, account and event whose discriminator is not Anchor's derivation of its name.
pub fn of_another_name(idl: &Idl) -> Vec<String> {
    let instructions = idl.instructions.iter().map(|item| ("global", &item.name, &item.discriminator));
    let accounts = idl.accounts.iter().map(|item| ("account", &item.name, &item.discriminator));
    let events = idl.events.iter().map(|item| ("event", &item.name, &item.discriminator));
    let all = instructions.chain(accounts).chain(events);
    all.filter(|(kind, name, bytes)| ***bytes != derived(kind, name))
        .map(|(kind, name, _)| format!("{kind}:{name}"))
        .collect()
}

fn derived(kind: &str, name: &str) -> [u8; 8] {
    let hash = Sha256::digest(format!("{kind}:{name}"));
    std::array::from_fn(|place| hash[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::committed;

    #[test]
    fn the_derivation_is_anchors() {
        // As every Anchor program has it.
        assert_eq!(derived("global", "initialize"), [175, 175, 109, 31, 13, 152, 155, 237]);
    }

    #[test]
    fn discriminators_of_the_committed_idl_follow_from_the_names() {
        assert_eq!(of_another_name(&committed()), Vec::<String>::new());
    }

    #[test]
    fn a_discriminator_of_another_name_is_named() {
        let mut idl = committed();
        idl.instructions[0].name.push('x');
        idl.accounts[0].discriminator[7] ^= 1;
        idl.events[0].discriminator.pop();
        let expected = [
            format!("global:{}", idl.instructions[0].name),
            format!("account:{}", idl.accounts[0].name),
            format!("event:{}", idl.events[0].name),
        ];
        assert_eq!(of_another_name(&idl), expected);
    }
}
