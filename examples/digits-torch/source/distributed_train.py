"""Trains a small network on images of digits, given as CSV files whose first column is the digit.

SageMaker's script mode gives hyperparameters as arguments, channels and the model's place as
environment variables, and takes what is printed as the log that metrics are read from. With
`distribution = "torch_distributed"` torchrun starts one process for each GPU of each machine; each trains on
its share of the images, and their gradients are averaged. Started alone, it trains alone.
"""

import argparse
import os
from pathlib import Path

import numpy
import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler


def read_channel(directory):
    """All CSV files of a channel, as a data set of images and digits."""
    files = sorted(Path(directory).rglob("*.csv"))
    if not files:
        raise SystemExit(f"no CSV file in {directory}")
    rows = numpy.concatenate([numpy.loadtxt(file, delimiter=",", ndmin=2) for file in files])
    images = torch.tensor(rows[:, 1:], dtype=torch.float32)
    return TensorDataset(images, torch.tensor(rows[:, 0], dtype=torch.long))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=0.001)
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN"))
    parser.add_argument("--validation", default=os.environ.get("SM_CHANNEL_VALIDATION"))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    return parser.parse_args()


def join_the_others():
    """Meets the processes that torchrun started beside this one; answers whether there are any."""
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        return False
    distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    return True


def own_device():
    """The GPU that torchrun gave this process, or the processor."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    torch.cuda.set_device(device)
    return device


def train_epoch(network, batches, optimizer, device):
    """One pass over this process's share of the data; its mean loss."""
    total, seen = 0.0, 0
    for images, digits in batches:
        images, digits = images.to(device), digits.to(device)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(images), digits)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(digits)
        seen += len(digits)
    return total / seen


def accuracy(network, data, device):
    """The part of the images that are recognised."""
    images, digits = (tensor.to(device) for tensor in data.tensors)
    with torch.no_grad():
        return (network(images).argmax(dim=1) == digits).float().mean().item()


def main():
    arguments = parse_arguments()
    torch.manual_seed(0)
    together = join_the_others()
    device = own_device()
    leads = not together or distributed.get_rank() == 0
    data = read_channel(arguments.train)
    pixels = data.tensors[0].shape[1]
    if leads:
        print(f"training on {len(data)} images of {pixels} pixels", flush=True)

    network = nn.Sequential(nn.Linear(pixels, 64), nn.ReLU(), nn.Linear(64, 10)).to(device)
    trained = DistributedDataParallel(network) if together else network
    optimizer = torch.optim.Adam(trained.parameters(), lr=arguments.learning_rate)
    share = DistributedSampler(data) if together else None
    batches = DataLoader(data, batch_size=arguments.batch_size, shuffle=share is None, sampler=share)
    for epoch in range(arguments.epochs):
        if share is not None:
            share.set_epoch(epoch)
        loss = train_epoch(trained, batches, optimizer, device)
        if leads:
            print(f"epoch {epoch + 1} train-loss: {loss:.5f}", flush=True)

    if leads and arguments.validation:
        recognised = accuracy(network, read_channel(arguments.validation), device)
        print(f"validation-accuracy: {recognised:.5f}", flush=True)
    if leads:
        torch.save(network.state_dict(), Path(arguments.model_dir) / "model.pt")
    if together:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
