"""What every stage is given: the data, the device, seeds, progress bars. Importing it imports no torch."""
