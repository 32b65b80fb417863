# Has NetworkManager's plugin read a client's file, and prints what it has understood, a line for each.
import sys

import gi

gi.require_version("NM", "1.0")
from gi.repository import NM

plugin = NM.VpnEditorPlugin.load(sys.argv[1], "org.freedesktop.NetworkManager.openvpn")
vpn = plugin.import_(sys.argv[2]).get_setting_vpn()
vpn.foreach_data_item(lambda name, value: print(name + "=" + value))
