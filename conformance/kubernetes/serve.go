package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/rest"
)

// Requests of ServiceAccounts only: what the components under test ask for, and what they are denied.
const auditPolicy = `
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived] # watches that go on are told when they start
rules:
- {level: Metadata, userGroups: ["system:serviceaccounts"]}
- {level: None}
`

// Nodes have no heartbeats here, and addresses are not assigned. Everything else runs, as in a cluster.
const servedControllers = "*,-node-lifecycle-controller,-taint-eviction-controller,-device-taint-eviction-controller,-node-ipam-controller"

// serve runs a whole control plane at an address until the process is ended: RBAC, ServiceAccounts, all controllers that need no kubelet, the
// scheduler, and audit.log. The folder gets "server" once it is ready, "ca.crt" and "kubeconfig".
func serve(dir, address string) error {
	etcd, err := startEtcd(filepath.Join(dir, "etcd"))
	if err != nil {
		return err
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	key, tokens, policy, clients, proxies := file("service-account.pem"), file("tokens.csv"), file("audit.yaml"), file("clients.crt"), file("proxies.crt")
	if err := writeKey(key); err != nil {
		return err
	}
	for _, authority := range []string{clients, proxies} {
		if err := writeAuthority(authority); err != nil {
			return err
		}
	}
	if err := os.WriteFile(policy, []byte(auditPolicy), 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(tokens, []byte(token+",admin,admin,system:masters\n"), 0o600); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	runServer([]string{
		"--etcd-servers=" + etcd, "--cert-dir=" + dir, "--bind-address=" + address, fmt.Sprintf("--secure-port=%d", port),
		"--service-account-issuer=https://kubernetes.default.svc", "--service-account-key-file=" + key, "--service-account-signing-key-file=" + key,
		"--authorization-mode=RBAC", "--token-auth-file=" + tokens, "--service-cluster-ip-range=10.96.0.0/16", "--allow-privileged=true", "--v=0",
		"--audit-policy-file=" + policy, "--audit-log-path=" + filepath.Join(dir, "audit.log"), "--audit-log-mode=blocking",
		"--client-ca-file=" + clients, "--requestheader-client-ca-file=" + proxies, "--requestheader-username-headers=X-Remote-User",
		"--requestheader-group-headers=X-Remote-Group", "--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--disable-admission-plugins=TaintNodesByCondition",
	})
	config := &rest.Config{Host: fmt.Sprintf("https://%s:%d", address, port), BearerToken: token, QPS: 1000, Burst: 1000}
	config.TLSClientConfig.Insecure = true
	if err := ready(config); err != nil {
		return err
	}
	authority := filepath.Join(dir, "apiserver.crt")
	kubeconfig, err := startPrograms(dir, config, map[string][]string{
		"kube-controller-manager": {
			"--leader-elect=false", "--secure-port=0", "--kube-api-qps=500", "--kube-api-burst=500", "--pvclaimbinder-sync-period=5s",
			"--service-account-private-key-file=" + key, "--root-ca-file=" + authority, "--controllers=" + servedControllers,
			"--attach-detach-reconcile-sync-period=5s",
		},
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "server"), []byte(config.Host+"\n"+kubeconfig+"\n"), 0o600); err != nil {
		return err
	}
	select {}
}

// writeAuthority writes a certificate that signs nothing: with one, the API server publishes how requests reach it.
func writeAuthority(path string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "nobody"}, NotBefore: time.Now(), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return err
	}
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600)
}
