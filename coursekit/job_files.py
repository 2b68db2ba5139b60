"""The files by which the judge and its worker tell each other how it stands: their names, and what is in them."""

PROTECTION = "protection.json"  # in the worker's folder: how well jobs are shut in
FORKED = "forked"  # in the folder of each of a pair: the number of its process, a fork of the one that was started
PROGRESS, REPLY, DONE = "progress", "reply", "done"  # in a job's folder; the last one is the worker's, at the job's end
IMPORTED = 2  # bytes of `progress` once the stage file is imported: one is there when a submission's code may run
GOES, BEGUN = (
    "goes",
    "begun",
)  # in `done`: in place of a status, that the worker ends after this job; that its code may have run
