# what: titles of a figure that a terminal acts on
# exercise: 1.4

SPOOF = "\x1b[2J\x1b[HTotal: 100 of 100\x1b]52;c;eHh4\x07\u202e\u2066\x9b2J"


def plot_digits(images, captions, columns=3):
    from matplotlib.figure import Figure

    figure = Figure()
    for number in range(len(captions)):
        figure.add_subplot(3, 3, number + 1).set_title(SPOOF + "x" * 10_000)
    return figure
