-- The events that are missing, as first and last. What a vault has counted stands for an event behind its last one.
WITH there AS (
    SELECT vault, sequence FROM events WHERE ?1 IS NULL OR vault = ?1
    UNION
    SELECT vault, events FROM states WHERE ?1 IS NULL OR vault = ?1
), steps AS (
    SELECT vault, lag(sequence, 1, -1) OVER (PARTITION BY vault ORDER BY sequence) AS earlier, sequence FROM there
)
SELECT vault, earlier + 1, sequence - 1 FROM steps WHERE sequence - earlier > 1 ORDER BY vault, sequence
