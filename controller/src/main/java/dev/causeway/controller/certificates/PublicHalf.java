package dev.causeway.controller.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;

/// The public key that belongs to a private one, which its file does not hold.
final class PublicHalf {

    private PublicHalf() {}

    static PublicKey of(PrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof ECPrivateKey half)) {
            throw new InvalidKeySpecException("not a key of an elliptic curve");
        }
        var point = EC5Util.convertSpec(half.getParams())
                .getG()
                .multiply(half.getS())
                .normalize();
        var publicPoint = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(publicPoint, half.getParams()));
    }
}
