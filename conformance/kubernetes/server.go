package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

const token = "conformance"

// authorization is the mode of the API server; with RBAC, only the token of the administrator may do everything.
var authorization = "AlwaysAllow"

var scratched []string

// scratch makes a folder that end removes.
func scratch(name string) (string, error) {
	dir, err := os.MkdirTemp("", name)
	scratched = append(scratched, dir)
	return dir, err
}

func end(code int) {
	for _, dir := range scratched {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

func start(more ...string) (*rest.Config, error) {
	dir, err := scratch("apiserver-")
	if err != nil {
		return nil, err
	}
	etcd, err := startEtcd(filepath.Join(dir, "etcd"))
	if err != nil {
		return nil, err
	}
	key := filepath.Join(dir, "service-account.pem")
	tokens := filepath.Join(dir, "tokens.csv")
	if err := writeKey(key); err != nil {
		return nil, err
	}
	if err := os.WriteFile(tokens, []byte(token+",admin,admin,system:masters\n"), 0o600); err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	runServer(append([]string{
		"--etcd-servers=" + etcd, "--cert-dir=" + dir, "--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", port),
		"--service-account-issuer=https://conformance.invalid", "--service-account-key-file=" + key, "--service-account-signing-key-file=" + key,
		"--authorization-mode=" + authorization, "--token-auth-file=" + tokens, "--service-cluster-ip-range=10.0.0.0/24",
		"--disable-admission-plugins=ServiceAccount", "--allow-privileged=true", "--v=0",
	}, more...))
	config := &rest.Config{Host: fmt.Sprintf("https://127.0.0.1:%d", port), BearerToken: token, QPS: 1000, Burst: 1000}
	config.TLSClientConfig.Insecure = true
	return config, ready(config)
}

func runServer(args []string) {
	command := app.NewAPIServerCommand()
	command.SetArgs(args)
	command.SilenceUsage = true
	go func() { exitOn(command.Execute()) }()
}

func startEtcd(dir string) (string, error) {
	config := embed.NewConfig()
	config.Dir = dir
	config.LogLevel = "error"
	for _, listen := range []*[]url.URL{&config.ListenClientUrls, &config.AdvertiseClientUrls, &config.ListenPeerUrls, &config.AdvertisePeerUrls} {
		*listen = nil
	}
	client, err := freePort()
	if err != nil {
		return "", err
	}
	peer, err := freePort()
	if err != nil {
		return "", err
	}
	clientURL := url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", client)}
	peerURL := url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", peer)}
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{clientURL}, []url.URL{clientURL}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peerURL}, []url.URL{peerURL}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	server, err := embed.StartEtcd(config)
	if err != nil {
		return "", err
	}
	select {
	case <-server.Server.ReadyNotify():
		return clientURL.String(), nil
	case <-time.After(time.Minute):
		return "", errors.New("etcd was not ready within a minute")
	}
}

func writeKey(path string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}), 0o600)
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func ready(config *rest.Config) error {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	for i := 0; i < 180; i++ {
		if _, err = client.RESTClient().Get().AbsPath("/readyz").DoRaw(context.Background()); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return fmt.Errorf("the API server was not ready within 3 minutes: %w", err)
}

// Pods are tried again after a second at most, so that a scenario comes to rest soon.
const schedulerConfiguration = `
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
clientConnection: {kubeconfig: %s, qps: 500, burst: 500}
leaderElection: {leaderElect: false}
podInitialBackoffSeconds: 1
podMaxBackoffSeconds: 1
`

// startBinders starts the controllers that have to do with volumes, those of workloads, and the scheduler. It returns the path of a kubeconfig.
func startBinders(config *rest.Config, more ...string) (string, error) {
	dir, err := scratch("binders-")
	if err != nil {
		return "", err
	}
	return startPrograms(dir, config, map[string][]string{
		"kube-controller-manager": {
			"--leader-elect=false", "--secure-port=0", "--kube-api-qps=500", "--kube-api-burst=500", "--pvclaimbinder-sync-period=1s",
			"--controllers=persistentvolume-binder-controller,persistentvolumeclaim-protection-controller,persistentvolume-protection-controller," +
				"ephemeral-volume-controller,statefulset-controller,daemonset-controller,deployment-controller,replicaset-controller,job-controller," +
				strings.Join(append([]string{"cronjob-controller,horizontal-pod-autoscaler-controller,resourcequota-controller"}, more...), ","),
			"--horizontal-pod-autoscaler-sync-period=1s", "--resource-quota-sync-period=1s",
		},
	})
}

// startPrograms starts the scheduler and other programs with a kubeconfig, whose path it returns. All end together.
func startPrograms(dir string, config *rest.Config, programs map[string][]string) (string, error) {
	kubeconfig := filepath.Join(dir, "kubeconfig")
	content := api.Config{
		Clusters:       map[string]*api.Cluster{"c": {Server: config.Host, InsecureSkipTLSVerify: true}},
		AuthInfos:      map[string]*api.AuthInfo{"u": {Token: config.BearerToken}},
		Contexts:       map[string]*api.Context{"x": {Cluster: "c", AuthInfo: "u"}},
		CurrentContext: "x",
	}
	if err := clientcmd.WriteToFile(content, kubeconfig); err != nil {
		return "", err
	}
	schedulerConfig := filepath.Join(dir, "scheduler.yaml")
	if err := os.WriteFile(schedulerConfig, []byte(fmt.Sprintf(schedulerConfiguration, kubeconfig)), 0o600); err != nil {
		return "", err
	}
	programs["kube-scheduler"] = []string{"--config=" + schedulerConfig, "--secure-port=0"}
	for program, args := range programs {
		command := exec.Command(os.Args[0], append([]string{program, "--kubeconfig=" + kubeconfig}, args...)...)
		command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		log, err := os.Create(filepath.Join(dir, program+".log"))
		if err != nil {
			return "", err
		}
		command.Stdout, command.Stderr = log, log
		if err := command.Start(); err != nil {
			return "", err
		}
		go func() {
			err := command.Wait()
			text, _ := os.ReadFile(log.Name())
			exitOn(fmt.Errorf("%s ended (%v): %s", program, err, text[max(0, len(text)-2000):]))
		}()
	}
	return kubeconfig, nil
}
