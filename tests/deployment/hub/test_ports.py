"""Ports for servers that start a moment later."""

from lopso_deployment.hub.ports import free_ports, port_is_free


def test_free_ports_differ_and_no_outgoing_connection_can_take_them():
    ports = free_ports(50)
    assert len(set(ports)) == 50
    assert all(map(port_is_free, ports))
    assert max(ports) < 32768  # where Linux begins, unless it was told otherwise
