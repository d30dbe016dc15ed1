//! `mosaic demo`: the worked example of the design, told on an embedded bank, every amount compared.
//!
//! An act ([`acts`]) sets a [`scene::Scene`] and plays [`step::Step`]s in it. A step says what is sent and everything
//! that should come of it; the scene compares that with the bank, whole tables and not only what was mentioned.

mod acts;
mod amount;
mod cast;
mod error;
mod narrator;
mod report;
mod scene;
mod stage;
mod step;
mod text;
mod vault;
mod verify;

use {
    clap::Args,
    error::DemoError,
    narrator::{Form, Narrator},
    report::Report,
    stage::Stage,
    std::process::ExitCode,
};

/// Runs the worked example on an embedded bank and checks every amount.
///
/// Ends with 0 if every amount is what it should be, with 1 at the first that is not.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Print one JSON document instead of the story.
    #[arg(long)]
    json: bool,
}

/// Runs the demo.
pub async fn run(args: &DemoArgs) -> ExitCode {
    let form = if args.json { Form::Json } else { Form::Text };
    let told = tell(form, acts::all).await;
    if let Err(error) = &told.outcome {
        eprintln!("error: {error}");
    }
    told.exit_code().into()
}

/// A story that was told.
struct Told {
    #[cfg_attr(not(test), expect(dead_code, reason = "printed already"))]
    report: Report,
    outcome: Result<(), DemoError>,
}

impl Told {
    /// 0 if everything was as expected, else 1; 2 is for wrong arguments.
    fn exit_code(&self) -> u8 {
        u8::from(self.outcome.is_err())
    }
}

async fn tell(form: Form, story: impl AsyncFnOnce(&mut Stage) -> Result<(), DemoError>) -> Told {
    let narrator = Narrator::new(form);
    let mut report = Report::default();
    let mut outcome = play(&narrator, &mut report, story).await;
    report.ok = outcome.is_ok();
    report.failure = outcome.as_ref().err().map(ToString::to_string);
    if let Err(error) = narrator.epilogue(&report) {
        outcome = outcome.and(Err(error.into()));
    }
    Told { report, outcome }
}

async fn play(
    narrator: &Narrator,
    report: &mut Report,
    story: impl AsyncFnOnce(&mut Stage) -> Result<(), DemoError>,
) -> Result<(), DemoError> {
    narrator.prologue()?;
    let mut stage = Stage::set(narrator.clone()).await?;
    let outcome = story(&mut stage).await;
    *report = stage.report;
    outcome
}

#[cfg(test)]
mod tests {
    use {
        super::{
            cast::{
                Party::{Ana, Ben, Owner},
                nfts, usdc,
            },
            scene::Scene,
            step::Step,
            *,
        },
        mosaic_client::MosaicError,
        mosaic_harness::Standard,
    };

    async fn scene(stage: &mut Stage) -> Result<Scene<'_>, DemoError> {
        stage.begin("A test")?;
        let vault = acts::vault_of(stage, 1, [Standard::NonFungible.into()]).await;
        let mut scene = Scene::set(stage, vault).await?;
        scene.play(Step::told("an NFT", "").changes(Owner, nfts(1))).await?;
        Ok(scene)
    }

    #[tokio::test]
    async fn a_wrong_expectation_ends_the_demo_with_1() {
        let told = tell(Form::Silent, async |stage: &mut Stage| {
            let mut scene = scene(stage).await?;
            scene.stage.fund(Ana, 372_000_000).await;
            scene.play(Step::told("paid", "").changes(Ana, usdc(372_000_000))).await?;
            scene.stage.fund(Ana, 371_999_999).await;
            scene.play(Step::told("paid a unit too little", "").changes(Ana, usdc(372_000_000))).await?;
            panic!("an amount was off and the story went on");
        });
        let told = told.await;
        assert_eq!(told.exit_code(), 1);
        assert!(!told.report.ok);
        let failure = told.report.failure.unwrap_or_default();
        assert!(failure.starts_with("an amount is off in step 3: USDC of Ana should be 744.00 USDC"), "{failure}");
        assert_eq!(told.report.acts[0].steps.len(), 3, "the step that is off is in the report");
    }

    #[tokio::test]
    async fn a_balance_nobody_spoke_of_must_not_change() {
        let told = tell(Form::Silent, async |stage: &mut Stage| {
            let mut scene = scene(stage).await?;
            scene.stage.fund(Ben, 1).await;
            scene.play(Step::told("nothing happens", "")).await
        });
        let told = told.await;
        assert_eq!(told.exit_code(), 1);
        let failure = told.report.failure.unwrap_or_default();
        assert!(failure.contains("USDC of Ben should be 0.00 USDC"), "{failure}");
    }

    #[tokio::test]
    async fn another_refusal_than_the_one_told_of_ends_the_demo_with_1() {
        let told = tell(Form::Silent, async |stage: &mut Stage| {
            let mut scene = scene(stage).await?;
            let redeem = scene.vault.redeem(&scene.key(Ana), 1, 1);
            scene.play(Step::refused("too early", "", Ana, vec![redeem], MosaicError::StillOwing)).await
        });
        let told = told.await;
        assert_eq!(told.exit_code(), 1);
        assert!(matches!(told.outcome, Err(DemoError::RefusedOtherwise { .. })), "{:?}", told.outcome);
    }
}
