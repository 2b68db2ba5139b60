"""This course's grader: what the engine, `coursekit`, must know of its exercises."""
