/// On-premises sites in namespaces of their own. Their devices are plain strongSwan configurations, written by hand,
/// that know nothing of the service.
package dev.causeway.scenarios.site;
