/// Certificates: authorities, what they sign for servers and clients, and their forms in files and requests.
package dev.causeway.controller.certificates;
