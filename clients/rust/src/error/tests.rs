use super::*;

#[test]
fn numbers_and_errors_correspond() {
    let mut code = ERROR_CODE_OFFSET;
    while let Some(error) = program_error(code) {
        assert_eq!(u32::from(error), code);
        code += 1;
    }
    assert_eq!(u32::from(MosaicError::CuratorFeeNotLower) + 1, code, "the last error");
    assert!(program_error(0).is_none());
}
