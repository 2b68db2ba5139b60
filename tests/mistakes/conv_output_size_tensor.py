"""torch does the rounding down, and a tensor comes back."""
# exercise: 2.1
# mistake: tensor-returned


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    covered = size + 2 * padding - dilation * (kernel_size - 1) - 1
    return torch.floor(torch.tensor(covered / stride)).long() + 1
