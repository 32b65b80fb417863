package dev.causeway.controller.certificates;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/// What a certificate is good for, and nothing else.
sealed interface Use {

    /// To sign others, but no further authority.
    record ToSign() implements Use {}

    /// To be called by these host names and addresses; without any, by whatever leads to it.
    record ToServe(List<String> names) implements Use {

        public ToServe {
            names = List.copyOf(names);
        }
    }

    /// The same for a server that is its own authority: clients trust its certificate itself.
    record ToServeAlone(List<String> names) implements Use {

        public ToServeAlone {
            names = List.copyOf(names);
        }
    }

    /// To call.
    record ToCall() implements Use {}

    /// Writes it into a certificate.
    default void writeTo(X509v3CertificateBuilder builder) throws IOException {
        switch (this) {
            case ToSign _ -> constrain(builder, new BasicConstraints(0), KeyUsage.keyCertSign);
            case ToServe(var names) -> {
                constrain(builder, new BasicConstraints(false), KeyUsage.digitalSignature);
                serve(builder, names);
            }
            case ToServeAlone(var names) -> {
                constrain(builder, new BasicConstraints(0), KeyUsage.digitalSignature | KeyUsage.keyCertSign);
                serve(builder, names);
            }
            case ToCall _ -> {
                constrain(builder, new BasicConstraints(false), KeyUsage.digitalSignature);
                limit(builder, KeyPurposeId.id_kp_clientAuth);
            }
        }
    }

    /// Whether a name of a server is an address.
    static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }

    private static void constrain(X509v3CertificateBuilder builder, BasicConstraints constraints, int usage)
            throws IOException {
        builder.addExtension(Extension.basicConstraints, true, constraints);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    }

    private static void serve(X509v3CertificateBuilder builder, Collection<String> names) throws IOException {
        limit(builder, KeyPurposeId.id_kp_serverAuth);
        if (names.isEmpty()) {
            return;
        }
        GeneralName[] all = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
    }

    private static void limit(X509v3CertificateBuilder builder, KeyPurposeId purpose) throws IOException {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }
}
