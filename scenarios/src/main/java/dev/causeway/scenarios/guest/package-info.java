/// A machine of its own for a test: an emulated processor with Debian's cloud kernel, which does ESP by itself. It
/// needs no virtualisation by the host's processor and no kernel module of the host.
package dev.causeway.scenarios.guest;
