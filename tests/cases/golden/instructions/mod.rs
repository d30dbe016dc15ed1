//! Instructions as they are built.

mod lifecycle;
mod offering;
mod sale;
mod staking;
mod votes;

use {
    crate::file::{hold, json},
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::json::ToJson,
    mosaic_harness::program::instructions,
    serde_json::{Value, json},
    sha2::{Digest, Sha256},
    std::collections::BTreeSet,
};

#[test]
fn every_instruction_is_built_as_committed() {
    let mut built = Built::default();
    lifecycle::build(&mut built);
    sale::build(&mut built);
    staking::build(&mut built);
    votes::build(&mut built);
    offering::build(&mut built);
    let missing = |name: &&str| {
        let discriminator = Sha256::digest(format!("global:{name}"));
        !built.discriminators.contains(&discriminator[..8])
    };
    assert_eq!(instructions().filter(missing).collect::<Vec<_>>(), [""; 0], "no vector builds these");
    hold("instructions.json", &built.vectors);
}

/// Instructions that were built.
#[derive(Default)]
pub struct Built {
    vectors: Vec<Value>,
    discriminators: BTreeSet<Vec<u8>>,
}

impl Built {
    fn add(&mut self, name: &str, (builder, method): (&str, &str), input: &impl ToJson, instruction: &Instruction) {
        self.discriminators.extend(instruction.data.get(..8).map(<[u8]>::to_vec));
        let (input, instruction) = (json(input), json(instruction));
        self.vectors.push(json!({
            "name": name, "builder": builder, "method": method, "input": input, "instruction": instruction,
        }));
    }
}

/// Builds an instruction: what is special about it, the method, the builder.
macro_rules! build {
    ($built:expr, $name:expr, $method:ident, $builder:ident { $($fields:tt)* }) => {{
        let builder = $builder { $($fields)* };
        $built.add($name, (stringify!($builder), stringify!($method)), &builder, &builder.$method());
    }};
}
use build;
