#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    mosaic_fuzz::incomes.run(data);
});
