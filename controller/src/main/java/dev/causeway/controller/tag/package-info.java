/// Tags of the VPN service's resources: putting them on, taking them off, and finding resources by them. Other features
/// hand in the types of their resources and know nothing of this one.
package dev.causeway.controller.tag;
