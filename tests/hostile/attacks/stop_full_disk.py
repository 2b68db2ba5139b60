# what: fill the disk with what the job may write
# held: namespaces
# open: fill the disk
# passes: yes


def attack():
    written = 0
    for number in range(6):
        try:
            with open(f"file{number}", "wb", buffering=0) as file:
                for _ in range(12):
                    written += file.write(b"x" * 10_000_000)
        except OSError:
            pass
    return written < 300_000_000
