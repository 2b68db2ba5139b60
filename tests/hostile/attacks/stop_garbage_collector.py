# what: an object that runs code when the worker forgets it
# passes: either


class Bomb:
    def __del__(self):
        while True:
            pass


def attack():
    bomb = Bomb()
    bomb.self = bomb
    return True
