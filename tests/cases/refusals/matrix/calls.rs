//! Which programs an instruction calls.

use {
    anchor_lang::{prelude::Pubkey, system_program},
    anchor_spl::{metadata::ID as TOKEN_METADATA_ID, token::spl_token, token_2022::ID as TOKEN_2022_ID},
    mosaic_client::PROGRAM_ID,
    mosaic_harness::InstructionUsage,
};

/// The programs that Mosaic calls. What those call is theirs, but for Mosaic itself.
const CALLED: [Pubkey; 4] = [system_program::ID, spl_token::ID, TOKEN_2022_ID, TOKEN_METADATA_ID];

/// What Mosaic calls in these instructions and should not: a program that is not known, or, however deep, Mosaic again.
pub fn foreign(instructions: &[InstructionUsage]) -> Vec<Pubkey> {
    let of_mosaic = instructions.iter().filter(|usage| usage.program == PROGRAM_ID);
    of_mosaic
        .flat_map(|usage| &usage.calls)
        .flat_map(|call| {
            let unknown = (!CALLED.contains(&call.program)).then_some(call.program);
            unknown.into_iter().chain(again(&call.calls))
        })
        .collect()
}

fn again(calls: &[InstructionUsage]) -> Vec<Pubkey> {
    let is_mosaic = |call: &&InstructionUsage| call.program == PROGRAM_ID;
    let deeper = calls.iter().flat_map(|call| again(&call.calls));
    calls.iter().filter(is_mosaic).map(|call| call.program).chain(deeper).collect()
}

#[test]
fn t08_t18_calls_of_other_programs_and_of_itself_are_noticed() {
    let usage = |program, calls| InstructionUsage { program, compute_units: None, calls };
    let transaction = |calls| vec![usage(system_program::ID, vec![]), usage(PROGRAM_ID, calls)];
    let hook = Pubkey::new_from_array([8; 32]);
    let token = usage(spl_token::ID, vec![]);
    let known = transaction(vec![token.clone(), usage(TOKEN_METADATA_ID, vec![token.clone()])]);
    assert!(foreign(&known).is_empty());
    assert_eq!(foreign(&transaction(vec![token.clone(), usage(hook, vec![])])), [hook]);
    let back = usage(TOKEN_2022_ID, vec![usage(hook, vec![usage(PROGRAM_ID, vec![])])]);
    assert_eq!(foreign(&transaction(vec![back, token])), [PROGRAM_ID]);
}
