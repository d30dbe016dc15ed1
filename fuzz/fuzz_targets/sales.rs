#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    mosaic_fuzz::sales.run(data);
});
