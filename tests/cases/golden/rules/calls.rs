//! Calls, as vectors.

use {
    crate::file::json,
    mosaic_client::{
        json::{ToJson, Wide},
        rules::{RuleError, ladder::LEVELS},
    },
    serde_json::{Map, Value, json},
    std::collections::BTreeSet,
};

/// Calls of one module of the rules.
#[derive(Default)]
pub struct Calls {
    vectors: Vec<Value>,
}

impl Calls {
    /// What a call returned, as it is to be written.
    pub fn returned(&mut self, function: &str, args: Vec<Value>, output: Value) {
        self.vectors.push(json!({ "function": function, "args": args, "output": output }));
    }

    /// How a call that can be refused ended.
    pub fn ended(&mut self, function: &str, args: Vec<Value>, outcome: Result<Value, RuleError>) {
        match outcome {
            Ok(output) => self.returned(function, args, output),
            Err(error) => {
                let message = error.to_string();
                let vector = json!({ "function": function, "args": args, "error": json(&error), "message": message });
                self.vectors.push(vector);
            }
        }
    }

    /// Each call once, in their order.
    pub fn vectors(self) -> Vec<Value> {
        let mut seen = BTreeSet::new();
        self.vectors.into_iter().filter(|vector| seen.insert(vector.to_string())).collect()
    }

    /// Errors with which calls were refused.
    pub fn refusals(&self) -> BTreeSet<String> {
        let errors = self.vectors.iter().filter_map(|vector| vector["error"].as_str());
        errors.map(str::to_owned).collect()
    }
}

/// Records a call that can be refused: the name in the vector, then the call.
macro_rules! call {
    ($calls:expr, $name:literal, $function:path, $($arg:expr),+ $(,)?) => {{
        let outcome = $function($($arg),+);
        $calls.ended($name, vec![$($crate::file::json(&$arg)),+], outcome.map(|output| $crate::file::json(&output)));
        outcome
    }};
}
pub(super) use call;

/// Records a call that always returns something.
macro_rules! value {
    ($calls:expr, $name:literal, $function:path, $($arg:expr),+ $(,)?) => {{
        let output = $function($($arg),+);
        $calls.returned($name, vec![$($crate::file::json(&$arg)),+], $crate::file::json(&output));
        output
    }};
}
pub(super) use value;

/// Two values that a function returns, by names.
pub fn named<A: ToJson, B: ToJson>(names: [&str; 2], (a, b): (A, B)) -> Value {
    let [first, second] = names;
    json!({ first: json(&a), second: json(&b) })
}

/// Weights of all levels, of which those that are not zero are written.
#[derive(Clone, Copy)]
pub struct Levels(pub [u64; LEVELS]);

impl Levels {
    pub fn of(weights: &[(u8, u64)]) -> Self {
        let mut levels = Self([0; LEVELS]);
        for (level, weight) in weights {
            levels.0[usize::from(*level)] = *weight;
        }
        levels
    }
}

impl ToJson for Levels {
    fn to_json(&self, wide: Wide) -> Value {
        let weights = self.0.iter().enumerate().filter(|(_, weight)| **weight > 0);
        let levels: Map<_, _> = weights.map(|(level, weight)| (level.to_string(), weight.to_json(wide))).collect();
        json!({ "__levels": levels })
    }
}
