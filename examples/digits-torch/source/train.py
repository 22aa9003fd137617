"""Trains a small network on images of digits, given as CSV files whose first column is the digit.

SageMaker's script mode gives hyperparameters as arguments, channels and the model's place as
environment variables, and takes what is printed as the log that metrics are read from.
"""

import argparse
import os
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


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


def train_epoch(network, batches, optimizer):
    """One pass over the data; the mean loss."""
    total = 0.0
    for images, digits in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(images), digits)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(digits)
    return total / len(batches.dataset)


def accuracy(network, data):
    """The part of the images that are recognised."""
    images, digits = data.tensors
    with torch.no_grad():
        return (network(images).argmax(dim=1) == digits).float().mean().item()


def main():
    arguments = parse_arguments()
    torch.manual_seed(0)
    data = read_channel(arguments.train)
    pixels = data.tensors[0].shape[1]
    print(f"training on {len(data)} images of {pixels} pixels", flush=True)

    network = nn.Sequential(nn.Linear(pixels, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(network.parameters(), lr=arguments.learning_rate)
    batches = DataLoader(data, batch_size=arguments.batch_size, shuffle=True)
    for epoch in range(arguments.epochs):
        loss = train_epoch(network, batches, optimizer)
        print(f"epoch {epoch + 1} train-loss: {loss:.5f}", flush=True)

    if arguments.validation:
        recognised = accuracy(network, read_channel(arguments.validation))
        print(f"validation-accuracy: {recognised:.5f}", flush=True)

    torch.save(network.state_dict(), Path(arguments.model_dir) / "model.pt")


if __name__ == "__main__":
    main()
