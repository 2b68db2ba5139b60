# what: leave folders 2,000 levels deep
# passes: yes

import os


def attack():
    here = os.getcwd()
    for number in range(2000):
        name = "x" * (1 + number % 200)
        os.mkdir(name)
        os.chdir(name)
    os.chdir(here)
    return True
