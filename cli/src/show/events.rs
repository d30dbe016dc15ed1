//! What the program says happened.

use {
    super::table,
    comfy_table::CellAlignment,
    mosaic_client::{
        events::{Event, EventError},
        json::{ToJson, Wide},
    },
    serde_json::Value,
};

/// The events' names, for a line.
pub fn event_names(events: &[Result<Event, EventError>]) -> String {
    let names = events.iter().map(|event| match event {
        Ok(event) => event.name().to_owned(),
        Err(error) => error.to_string(),
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The events with all they say, amounts in raw units; `None` without any.
pub fn events_table(events: &[Result<Event, EventError>]) -> Option<String> {
    if events.is_empty() {
        return None;
    }
    let mut drawn = table(["event", "says"]);
    if let Some(says) = drawn.column_mut(1) {
        says.set_cell_alignment(CellAlignment::Left);
    }
    for event in events {
        match event {
            Ok(event) => drawn.add_row([event.name().to_owned(), said(&event.to_json(Wide::Text))]),
            Err(error) => drawn.add_row(["?".to_owned(), error.to_string()]),
        };
    }
    Some(drawn.to_string())
}

/// The fields of an event, one a line.
fn said(event: &Value) -> String {
    let Value::Object(fields) = event else { return event.to_string() };
    let lines = fields.iter().filter(|(name, _)| *name != "__kind").map(|(name, value)| match value {
        Value::String(text) => format!("{name}: {text}"),
        Value::Object(inner) if name == "header" => {
            let inner = inner.iter().map(|(name, value)| {
                format!("{name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            });
            inner.collect::<Vec<_>>().join("\n")
        }
        value => format!("{name}: {value}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
