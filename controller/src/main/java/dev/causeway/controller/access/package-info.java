/// Who may connect to VPN servers, and how far: users, their passwords and groups, policies, and the connections of
/// clients that are live.
package dev.causeway.controller.access;
