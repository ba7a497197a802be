/* Annotations of CDI, KubeVirt's importer of volumes. Sources: pkg/controller/common/util.go and doc/ of kubevirt/containerized-data-importer. */

/** Annotation of a DataVolume: provision at once, although the class waits for a consumer. */
export const BIND_IMMEDIATELY = 'cdi.kubevirt.io/storage.bind.immediate.requested';

/** Annotations of a DataVolume that takes over a claim or volume of its name. */
export const ADOPTING_ANNOTATIONS: readonly string[] = ['cdi.kubevirt.io/allowClaimAdoption', 'cdi.kubevirt.io/storage.checkStaticVolume'];

/** Annotation of the StorageClass that DataVolumes without a class get. */
export const DEFAULT_VIRT_CLASS = 'storageclass.kubevirt.io/is-default-virt-class';
