//! The smallest list of steps that still fails.

/// Leaves out of a list that fails what it can: halves first, then quarters, down to single steps, until no step more can be
/// left out or so many lists were tried.
pub fn shrink<T: Clone>(steps: &[T], mut tries: usize, mut fails: impl FnMut(&[T]) -> bool) -> Vec<T> {
    let mut steps = steps.to_vec();
    let mut length = steps.len().div_ceil(2);
    while length > 0 {
        let (mut at, before) = (0, steps.len());
        while at < steps.len() {
            let shorter = [&steps[..at], &steps[steps.len().min(at + length)..]].concat();
            if tries == 0 {
                return steps;
            }
            tries -= 1;
            if fails(&shorter) {
                steps = shorter;
            } else {
                at += length;
            }
        }
        // A step may only be in the way of another.
        let again = length == 1 && steps.len() < before;
        length = if again { 1 } else { length / 2 };
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn what_does_not_matter_is_left_out() {
        let steps: Vec<u32> = (0..1_000).collect();
        let fails = |steps: &[u32]| [17, 18, 500, 999].iter().all(|needed| steps.contains(needed));
        assert_eq!(shrink(&steps, usize::MAX, fails), [17, 18, 500, 999]);
        assert_eq!(shrink(&steps, usize::MAX, |_| true), [0; 0]);
        assert_eq!(shrink(&steps, usize::MAX, |shorter| shorter.len() == 1_000), steps);
    }

    #[test]
    fn steps_that_need_one_another_go_one_after_the_other() {
        // Without the step after it no step can be left out.
        let fails = |steps: &[u32]| steps.iter().enumerate().all(|(place, step)| *step == place as u32);
        assert_eq!(shrink(&[0, 1, 2, 3, 4], usize::MAX, fails), [0; 0]);
    }

    #[test]
    fn it_tries_no_more_than_it_may() {
        let mut tried = 0;
        shrink(&[0; 64], 10, |_| {
            tried += 1;
            false
        });
        assert_eq!(tried, 10);
    }
}
