//! What asking a vault and redeeming cost a program that calls, in compute units.

use {
    crate::stage::{ANAS, ANAS_LIMIT, Stage, cautious},
    mosaic_harness::{InstructionUsage, Receipt},
};

/// The instruction of the example that comes last in a transaction, and the call of Mosaic it makes.
fn usage(receipt: &Receipt) -> (&InstructionUsage, &InstructionUsage) {
    let instruction = receipt.per_instruction.last().expect("an instruction");
    let call = instruction.calls.iter().find(|call| call.program == mosaic_client::PROGRAM_ID);
    (instruction, call.expect("a call of Mosaic"))
}

/// Demands that neither costs more than that, and says what they cost.
#[track_caller]
fn at_most(name: &str, receipt: &Receipt, units: u64, of_the_call: u64) {
    let (instruction, call) = usage(receipt);
    let spent = (instruction.compute_units.expect("bytecode"), call.compute_units.expect("bytecode"));
    println!("{name}: {} compute units, of which Mosaic {}", spent.0, spent.1);
    assert!(spent.0 <= units && spent.1 <= of_the_call, "{name}: at most {units}, of which Mosaic {of_the_call}");
}

#[tokio::test]
async fn asking_a_vault_and_redeeming_are_cheap() {
    let mut stage = Stage::new(cautious()).await;
    let ana = stage.ana.clone();
    at_most("borrow", &stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap(), 40_000, 4_000);
    stage.others_ask(90).await;
    at_most("repay with a book of asks", &stage.repay(&ana, 1, 1).await.unwrap(), 40_000, 5_000);
    stage.sell(1_000_000_000).await;
    at_most("redeem_collateral", &stage.redeem_collateral(&ana).await.unwrap(), 40_000, 20_000);
}
