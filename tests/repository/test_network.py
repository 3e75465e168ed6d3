"""Tests reach no other machine."""

import socket

import httpx
import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "peer.example"])  # reserved: nobody is there
def test_another_machine_cannot_be_reached(address):
    with pytest.raises(AssertionError, match=address):
        socket.create_connection((address, 80), timeout=0.1)


def test_nor_can_it_by_http():
    with pytest.raises(AssertionError, match=r"peer\.example"):
        httpx.get("http://peer.example/", timeout=0.1)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_our_own_machine_can(name):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((name, server.getsockname()[1]), timeout=5).close()
