"""The worker: the only process that runs a student's code. It answers with plain values and knows no right answer."""
