# what: an endless loop where the file is imported
# exercise: 2.1
# within: 60

import time

while True:
    time.sleep(1)
