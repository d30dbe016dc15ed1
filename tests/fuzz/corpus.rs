//! Every target with the bytes that were found to matter, and with random ones.

use std::{collections::BTreeSet, fs, path::Path};

use mosaic_fuzz::{TARGETS, Target};
use proptest::{collection::vec, prelude::*};

fn names(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn every_target_has_its_program_and_its_corpus() {
    let targets: BTreeSet<_> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(names("../../fuzz/fuzz_targets"), targets);
    assert_eq!(names("corpus"), targets);
}

#[test]
fn what_was_found_to_matter_holds() {
    for target in TARGETS {
        let inputs = corpus(target);
        let compared: usize = inputs.iter().map(|data| target.run(data)).sum();
        assert!(compared > 0, "{} compares nothing in {} inputs", target.name, inputs.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_do_random_bytes(data in vec(any::<u8>(), 0..600)) {
        TARGETS.iter().for_each(|target| _ = target.run(&data));
    }
}
